package hudson.model;

public abstract class Actionable {
    public native <T extends Action> T getAction(Class<T> type);

    public native void addAction(Action a);

    public native boolean removeActions(Class<? extends Action> clazz);
}

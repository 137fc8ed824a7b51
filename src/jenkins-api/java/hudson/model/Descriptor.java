package hudson.model;

public abstract class Descriptor<T extends Describable<T>> {
    protected Descriptor() {}

    public native String getDisplayName();

    public native String getGlobalConfigPage();

    public native void load();

    public native void save();
}

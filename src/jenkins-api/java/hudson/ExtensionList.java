package hudson;

import java.util.AbstractList;

public abstract class ExtensionList<T> extends AbstractList<T> {
    private ExtensionList() {}

    public static native <T> ExtensionList<T> lookup(Class<T> type);

    public static native <U> U lookupSingleton(Class<U> type);
}

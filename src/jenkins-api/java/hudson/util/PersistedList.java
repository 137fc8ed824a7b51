package hudson.util;

import java.util.AbstractList;
import java.util.List;

public abstract class PersistedList<T> extends AbstractList<T> {
    PersistedList() {}

    public native List<T> toList();

    public native <U extends T> U get(Class<U> type);
}

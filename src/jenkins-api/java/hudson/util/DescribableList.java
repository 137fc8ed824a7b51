package hudson.util;

import hudson.model.Describable;
import hudson.model.Descriptor;

public abstract class DescribableList<T extends Describable<T>, D extends Descriptor<T>> extends PersistedList<T> {
    DescribableList() {}

    @Override
    public native <U extends T> U get(Class<U> type);
}

package hudson.model;

import hudson.ExtensionPoint;

public abstract class PeriodicWork implements ExtensionPoint {
    protected static final long MIN = 60_000;
    protected static final long DAY = 24 * 60 * MIN;

    protected PeriodicWork() {}

    public abstract long getRecurrencePeriod();

    public native long getInitialDelay();

    protected abstract void doRun() throws Exception;
}

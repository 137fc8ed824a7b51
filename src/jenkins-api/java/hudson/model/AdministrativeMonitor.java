package hudson.model;

import hudson.ExtensionPoint;

public abstract class AdministrativeMonitor implements ExtensionPoint {
    protected AdministrativeMonitor() {}

    public native String getDisplayName();

    public abstract boolean isActivated();

    public native boolean isSecurity();
}

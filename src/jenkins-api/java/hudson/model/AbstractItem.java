package hudson.model;

import hudson.security.Permission;

public abstract class AbstractItem extends Actionable implements Item {
    protected AbstractItem(ItemGroup parent, String name) {}

    @Override
    public native ItemGroup getParent();

    @Override
    public final native String getFullName();

    @Override
    public final native String getUrl();

    @Override
    public native void checkPermission(Permission permission);

    @Override
    public native boolean hasPermission(Permission permission);

    @Override
    public native void checkAnyPermission(Permission... permission);

    @Override
    public native boolean hasAnyPermission(Permission... permission);
}

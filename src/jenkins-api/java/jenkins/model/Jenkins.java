package jenkins.model;

import hudson.PluginManager;
import hudson.security.AccessControlled;
import hudson.security.Permission;

public class Jenkins implements AccessControlled {
    public static String VERSION;
    public static final Permission ADMINISTER = null;

    private Jenkins() {}

    public static native Jenkins get() throws IllegalStateException;

    public native PluginManager getPluginManager();

    @Override
    public native boolean hasPermission(Permission permission);
}

package jenkins.model;

import hudson.PluginManager;
import hudson.init.InitMilestone;
import hudson.model.Computer;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Node;
import hudson.security.AccessControlled;
import hudson.security.Permission;
import java.io.File;

@SuppressWarnings("rawtypes")
public class Jenkins implements AccessControlled, ItemGroup {
    public static String VERSION;
    public static final Permission ADMINISTER = null;

    private Jenkins() {}

    public static native Jenkins get() throws IllegalStateException;

    public native <T extends Descriptor> T getDescriptorByType(Class<T> type);

    @SuppressWarnings("rawtypes")
    public native Descriptor getDescriptor(String id);

    public native File getRootDir();

    public native Computer getComputer(String name);

    public native Node getNode(String name);

    public native PluginManager getPluginManager();

    public native InitMilestone getInitLevel();

    @Override
    public native String getFullName();

    @Override
    public native java.util.List getItems();

    public native Item getItemByFullName(String fullName);

    public native <T extends Item> Iterable<T> allItems(Class<T> type);

    @Override
    public native void checkPermission(Permission permission);

    @Override
    public native boolean hasPermission(Permission permission);

    @Override
    public native void checkAnyPermission(Permission... permission);

    @Override
    public native boolean hasAnyPermission(Permission... permission);
}

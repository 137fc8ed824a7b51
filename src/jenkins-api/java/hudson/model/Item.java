package hudson.model;

import hudson.security.AccessControlled;
import hudson.security.Permission;

public interface Item extends AccessControlled, ModelObject {
    Permission EXTENDED_READ = null;

    ItemGroup<? extends Item> getParent();

    String getFullName();

    String getUrl();
}

package hudson.security;

public interface AccessControlled {
    void checkPermission(Permission permission);

    boolean hasPermission(Permission permission);

    void checkAnyPermission(Permission... permission);

    boolean hasAnyPermission(Permission... permission);
}

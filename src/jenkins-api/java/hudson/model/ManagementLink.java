package hudson.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionPoint;

public abstract class ManagementLink implements ExtensionPoint, Action {
    public ManagementLink() {}

    @CheckForNull
    public abstract String getIconFileName();

    public abstract String getDisplayName();

    public native String getDescription();

    @CheckForNull
    public abstract String getUrlName();

    @NonNull
    public native Category getCategory();

    public enum Category {
        SECURITY,
        STATUS
    }
}

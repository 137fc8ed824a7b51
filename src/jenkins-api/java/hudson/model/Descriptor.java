package hudson.model;

import hudson.XmlFile;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.StaplerRequest2;

public abstract class Descriptor<T extends Describable<T>> {
    public final transient Class<? extends T> clazz = null;

    protected Descriptor() {}

    public native String getDisplayName();

    public native String getGlobalConfigPage();

    public native String getHelpFile(String fieldName);

    public native T newInstance(StaplerRequest2 req, JSONObject formData) throws FormException;

    public native boolean configure(StaplerRequest2 request, JSONObject form) throws FormException;

    public native void load();

    public native void save();

    protected native XmlFile getConfigFile();

    public static class FormException extends Exception {
        public FormException(Throwable cause, String formField) {}

        public FormException(String message, String formField) {}
    }
}

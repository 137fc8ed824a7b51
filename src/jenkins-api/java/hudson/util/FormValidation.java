package hudson.util;

public abstract class FormValidation {
    public final Kind kind;

    private FormValidation() {
        kind = null;
    }

    public enum Kind {
        OK,
        WARNING,
        ERROR
    }

    public static native FormValidation error(String message);

    public static native FormValidation warning(String message);

    public static native FormValidation ok();

    public static native FormValidation ok(String message);
}

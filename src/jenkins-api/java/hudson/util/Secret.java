package hudson.util;

import java.io.Serializable;

public final class Secret implements Serializable {
    private Secret() {}

    public static native Secret fromString(String data);

    public static native String toString(Secret s);

    public static native Secret decrypt(String data);

    public native String getPlainText();
}

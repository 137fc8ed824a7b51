package hudson.util;

import java.io.IOException;

public abstract class FormFillFailure extends IOException {
    private FormFillFailure() {}

    public static native FormFillFailure warning(String message);
}

package hudson.remoting;

import java.io.File;
import java.io.IOException;

public class Which {
    public static native File jarFile(Class<?> clazz) throws IOException;
}

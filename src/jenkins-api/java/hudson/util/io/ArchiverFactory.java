package hudson.util.io;

import java.io.Serializable;

public abstract class ArchiverFactory implements Serializable {
    public static ArchiverFactory ZIP = null;
}

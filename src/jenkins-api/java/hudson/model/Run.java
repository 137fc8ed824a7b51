package hudson.model;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.Charset;

public abstract class Run<JobT extends Job<JobT, RunT>, RunT extends Run<JobT, RunT>> extends Actionable {
    Run() {}

    public final native Charset getCharset();

    public native JobT getParent();

    public native boolean isBuilding();

    public native Reader getLogReader() throws IOException;

    public native String getExternalizableId();

    public static native Run<?, ?> fromExternalizableId(String id);

    public native void setResult(Result r);

    public native void save() throws IOException;
}

package hudson.model;

import java.nio.charset.Charset;

public abstract class Run<JobT extends Job<JobT, RunT>, RunT extends Run<JobT, RunT>> {
    Run() {}

    public final native Charset getCharset();

    public native boolean isBuilding();
}

package hudson.model;

import hudson.EnvVars;
import java.io.IOException;

public abstract class Job<JobT extends Job<JobT, RunT>, RunT extends Run<JobT, RunT>> extends AbstractItem {
    Job() {
        super(null, null);
    }

    public native EnvVars getEnvironment(Node node, TaskListener listener) throws IOException, InterruptedException;
}

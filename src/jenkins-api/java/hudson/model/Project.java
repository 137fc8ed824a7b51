package hudson.model;

import hudson.tasks.Builder;
import java.util.List;

public abstract class Project<P extends Project<P, B>, B extends AbstractBuild<P, B>> extends AbstractProject<P, B> {
    public native List<Builder> getBuilders();
}

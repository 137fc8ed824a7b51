package hudson.model;

public abstract class AbstractBuild<
                ProjectT extends AbstractProject<ProjectT, RunT>, RunT extends AbstractBuild<ProjectT, RunT>>
        extends Run<ProjectT, RunT> {
    private AbstractBuild() {}
}

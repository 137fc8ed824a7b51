package hudson.model;

public abstract class AbstractProject<
                ProjectT extends AbstractProject<ProjectT, RunT>, RunT extends AbstractBuild<ProjectT, RunT>>
        extends Job<ProjectT, RunT> {
    AbstractProject() {}
}

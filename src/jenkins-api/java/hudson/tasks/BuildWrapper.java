package hudson.tasks;

import hudson.model.AbstractBuild;
import hudson.model.Describable;
import java.util.Set;

public abstract class BuildWrapper implements Describable<BuildWrapper> {
    @SuppressWarnings("rawtypes")
    public native void makeSensitiveBuildVariables(AbstractBuild build, Set<String> sensitiveVariables);
}

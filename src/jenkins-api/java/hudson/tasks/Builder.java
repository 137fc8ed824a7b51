package hudson.tasks;

import hudson.model.Describable;
import hudson.model.Descriptor;

public abstract class Builder implements BuildStep, Describable<Builder> {
    public native Descriptor<Builder> getDescriptor();
}

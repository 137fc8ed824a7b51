package hudson.tools;

import hudson.EnvVars;
import hudson.model.Describable;
import hudson.model.Node;
import hudson.model.TaskListener;
import hudson.util.DescribableList;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;

public abstract class ToolInstallation implements Describable<ToolInstallation>, Serializable {
    protected ToolInstallation(String name, String home, List<? extends ToolProperty<?>> properties) {}

    public native String getName();

    public native String getHome();

    public native void buildEnvVars(EnvVars env);

    public native DescribableList<ToolProperty<?>, ToolPropertyDescriptor> getProperties();

    protected native String translateFor(Node node, TaskListener log) throws IOException, InterruptedException;
}

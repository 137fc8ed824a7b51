package hudson.tools;

import hudson.FilePath;
import hudson.model.Describable;
import hudson.model.Node;
import hudson.model.TaskListener;
import java.io.IOException;

public abstract class ToolInstaller implements Describable<ToolInstaller> {
    protected ToolInstaller(String label) {}

    public abstract FilePath performInstallation(ToolInstallation tool, Node node, TaskListener log)
            throws IOException, InterruptedException;

    protected final native FilePath preferredLocation(ToolInstallation tool, Node node);
}

package hudson.tools;

import hudson.model.Descriptor;

public abstract class ToolInstallerDescriptor<T extends ToolInstaller> extends Descriptor<ToolInstaller> {
    public native boolean isApplicable(Class<? extends ToolInstallation> toolType);
}

package hudson.tools;

import hudson.model.Descriptor;
import java.util.List;

public abstract class ToolDescriptor<T extends ToolInstallation> extends Descriptor<ToolInstallation> {
    protected ToolDescriptor() {}

    public native T[] getInstallations();

    public native void setInstallations(T... installations);

    public native List<? extends ToolInstaller> getDefaultInstallers();
}

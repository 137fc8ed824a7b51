package io.jenkins.plugins.webpaas.tool;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.Extension;
import hudson.model.EnvironmentSpecific;
import hudson.model.Node;
import hudson.model.TaskListener;
import hudson.slaves.NodeSpecific;
import hudson.tools.ToolDescriptor;
import hudson.tools.ToolInstallation;
import hudson.tools.ToolInstaller;
import hudson.tools.ToolProperty;
import java.io.IOException;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** An installation of the vendor's CLI. The executable is in the home directory, or in {@code bin} there. */
public final class WebPaasCli extends ToolInstallation
        implements NodeSpecific<WebPaasCli>, EnvironmentSpecific<WebPaasCli> {
    private static final long serialVersionUID = 1;

    /**
     * @param name name that builds use
     * @param home directory on the nodes; null or empty to let Jenkins choose a directory
     */
    @DataBoundConstructor
    public WebPaasCli(String name, String home, List<? extends ToolProperty<?>> properties) {
        super(name, home, properties);
    }

    @Override
    public WebPaasCli forNode(@NonNull Node node, TaskListener log) throws IOException, InterruptedException {
        return new WebPaasCli(
                getName(), translateFor(node, log), getProperties().toList());
    }

    @Override
    public WebPaasCli forEnvironment(EnvVars environment) {
        return new WebPaasCli(
                getName(), environment.expand(getHome()), getProperties().toList());
    }

    @Override
    public void buildEnvVars(EnvVars environment) {
        if (getHome() != null) {
            environment.put("PATH+WEBPAAS_CLI", getHome());
            environment.put("PATH+WEBPAAS_CLI_BIN", getHome() + "/bin");
        }
    }

    @Extension
    @Symbol("webPaasCli")
    public static final class DescriptorImpl extends ToolDescriptor<WebPaasCli> {

        public DescriptorImpl() {
            load();
        }

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.WebPaasCli_DisplayName();
        }

        @Override
        public void setInstallations(WebPaasCli... installations) {
            super.setInstallations(installations);
            save();
        }

        @Override
        public List<? extends ToolInstaller> getDefaultInstallers() {
            return List.of(new WebPaasCliInstaller(null, null, null));
        }
    }
}

package io.jenkins.plugins.webpaas.freestyle;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.Extension;
import io.jenkins.plugins.webpaas.api.Operation;
import io.jenkins.plugins.webpaas.job.PipelineStep;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Backs up an environment, as the step {@code webPaasBackup} does. */
public final class WebPaasBackupBuilder extends OperationBuilder {
    private boolean live;

    @DataBoundConstructor
    public WebPaasBackupBuilder() {}

    public boolean isLive() {
        return live;
    }

    /** @param live whether the environment goes on during the backup, which may then be inconsistent */
    @DataBoundSetter
    public void setLive(boolean live) {
        this.live = live;
    }

    @Override
    Operation operation(EnvVars variables) {
        return new Operation.Backup(live);
    }

    @Extension
    public static final class DescriptorImpl extends StepBuilderDescriptor {
        public DescriptorImpl() {
            super(PipelineStep.BACKUP);
        }

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.WebPaasBackupBuilder_DisplayName();
        }
    }
}

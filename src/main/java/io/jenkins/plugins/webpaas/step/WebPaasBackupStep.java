package io.jenkins.plugins.webpaas.step;

import hudson.Extension;
import io.jenkins.plugins.webpaas.api.Operation;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code webPaasBackup}: backs up an environment. */
public final class WebPaasBackupStep extends OperationStep {
    /** Lets the environment go on during the backup, which may then be inconsistent. */
    @DataBoundSetter
    public boolean live;

    @DataBoundConstructor
    public WebPaasBackupStep() {}

    @Override
    Operation operation(StepInput input) {
        return new Operation.Backup(live);
    }

    @Extension
    public static final class DescriptorImpl extends WebPaasStepDescriptor {}
}

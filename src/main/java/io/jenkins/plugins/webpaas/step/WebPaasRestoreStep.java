package io.jenkins.plugins.webpaas.step;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormFillFailure;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.webpaas.api.Operation;
import io.jenkins.plugins.webpaas.api.Restoration;
import io.jenkins.plugins.webpaas.job.ActivitiesAction;
import io.jenkins.plugins.webpaas.session.Target;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code webPaasRestore}: restores a backup. */
public final class WebPaasRestoreStep extends OperationStep {
    private String backup;
    private String from;

    /** Restores the code too, and not the data alone. */
    @DataBoundSetter
    public boolean restoreCode = true;

    /** Restores the sizes of resources too. */
    @DataBoundSetter
    public boolean restoreResources = true;

    @DataBoundConstructor
    public WebPaasRestoreStep() {}

    public String getBackup() {
        return backup;
    }

    /** @param backup id; null or empty for the last backup that the build has made of the environment */
    @DataBoundSetter
    public void setBackup(String backup) {
        this.backup = Util.fixEmptyAndTrim(backup);
    }

    public String getFrom() {
        return from;
    }

    /** @param from id or machine name of the environment that the backup is of; null or empty for the one that is restored */
    @DataBoundSetter
    public void setFrom(String from) {
        this.from = Util.fixEmptyAndTrim(from);
    }

    @Override
    Operation operation(StepInput input) {
        return new Restoration(input.field(backup), input.field(from), restoreCode, restoreResources);
    }

    /** Takes the last backup that the build has made, if the step names none. */
    @Override
    Operation operation(StepInput input, Target target) {
        String source = input.field(from);
        if (input.field(backup) != null) {
            return operation(input);
        }
        target.checkEnvironment();
        String environment = source == null ? target.environment() : source;
        String last = ActivitiesAction.lastBackup(input.run(), target.project(), environment)
                .orElseThrow(
                        () -> new IllegalArgumentException("backup: is missing, and this build has made no backup of"
                                + " environment '" + environment + "'. Name the id of a backup"));
        return new Restoration(last, source, restoreCode, restoreResources);
    }

    @Extension
    public static final class DescriptorImpl extends WebPaasStepDescriptor {
        @POST
        public FormValidation doCheckBackup(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, literal(item, value), id -> new Restoration(id, null, true, true));
        }

        /** Suggests the backups of the environment that the backup is of. */
        @POST
        public ListBoxModel doFillBackupItems(
                @AncestorInPath Item item,
                @QueryParameter String credentialsId,
                @QueryParameter String service,
                @QueryParameter String project,
                @QueryParameter String environment,
                @QueryParameter String from)
                throws FormFillFailure {
            String source = Util.fixEmptyAndTrim(from) == null ? environment : from;
            return suggestions(item, credentialsId, service, project, source).backups();
        }

        @POST
        public ListBoxModel doFillFromItems(
                @AncestorInPath Item item,
                @QueryParameter String credentialsId,
                @QueryParameter String service,
                @QueryParameter String project)
                throws FormFillFailure {
            return doFillEnvironmentItems(item, credentialsId, service, project);
        }
    }
}

package io.jenkins.plugins.webpaas.step;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.webpaas.credentials.TokenReference;
import io.jenkins.plugins.webpaas.job.EnclosingLogin;
import io.jenkins.plugins.webpaas.job.FreestyleBuild;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The context in which a freestyle build runs a step.
 *
 * @param workspace null if the step needs none
 * @param launcher runs programs in the workspace; null without a workspace
 * @param variables of the build, which fields may contain
 * @param login of the job; null for none
 */
@Restricted(NoExternalUse.class)
public record FreestyleContext(
        Run<?, ?> run,
        FilePath workspace,
        Launcher launcher,
        EnvVars variables,
        TaskListener log,
        EnclosingLogin login) {

    /** Returns a text with its build variables replaced; null for null. */
    String expand(String text) {
        return variables.expand(text);
    }

    FreestyleBuild build(TokenReference token) {
        return new FreestyleBuild(run, log, token);
    }
}

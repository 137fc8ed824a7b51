package io.jenkins.plugins.webpaas.step;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.webpaas.credentials.TokenReference;
import io.jenkins.plugins.webpaas.job.EnclosingLogin;
import io.jenkins.plugins.webpaas.job.FreestyleBuild;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The values that a step gets from its build.
 *
 * @param login around the step; null for none
 * @param variables of a freestyle build, which fields may contain; null in a Pipeline
 * @param workspace of a freestyle build; null if the step needs none, and in a Pipeline
 * @param launcher runs programs in the workspace; null without a workspace
 */
@Restricted(NoExternalUse.class)
public record StepInput(
        Run<?, ?> run,
        TaskListener log,
        EnclosingLogin login,
        EnvVars variables,
        FilePath workspace,
        Launcher launcher) {

    static StepInput of(StepContext context) throws IOException, InterruptedException {
        return new StepInput(
                context.get(Run.class),
                context.get(TaskListener.class),
                context.get(EnclosingLogin.class),
                null,
                null,
                null);
    }

    /** Returns a text with the variables of a freestyle build replaced; null for null. */
    String expand(String text) {
        return variables == null ? text : variables.expand(text);
    }

    /** Returns the value of a field with the variables of a freestyle build replaced; null if it is empty. */
    String field(String text) {
        return Util.fixEmptyAndTrim(expand(text));
    }

    FreestyleBuild freestyleBuild(TokenReference token) {
        return new FreestyleBuild(run, log, token);
    }
}

package io.jenkins.plugins.webpaas.job;

import hudson.model.Job;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.webpaas.credentials.TokenReference;
import io.jenkins.plugins.webpaas.session.Target;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The credential and target of a step. What the step does not name is inherited from the enclosing login; without a login, from the folders of the job.
 *
 * @param isEnvironmentOfBranch whether the environment of a login is that of the build's branch, because a folder says so and the login names none
 */
@Restricted(NoExternalUse.class)
public record EffectiveAccount(TokenReference token, Target target, boolean isEnvironmentOfBranch) {
    /** The sentences that each build's log has. */
    private static final Map<Run<?, ?>, Set<String>> SAID = Collections.synchronizedMap(new WeakHashMap<>());

    /**
     * Resolves the parameters of a step or a login of a build. Each of them may be null: then it is inherited. Says in the build log what is from which folder,
     * once in each build.
     *
     * @param outer the enclosing login; null for none
     * @param service belongs to the credential: a step that names a credential does not inherit the service
     * @throws IllegalArgumentException naming the parameter that is missing or cannot be right
     */
    public static EffectiveAccount of(
            EnclosingLogin outer,
            Run<?, ?> run,
            TaskListener log,
            String credentialsId,
            String service,
            String project,
            String environment)
            throws IOException, InterruptedException {
        if (outer != null) {
            return new EffectiveAccount(
                    TokenReference.inherit(outer.token(), credentialsId, service),
                    target(outer.target(), project, environment),
                    false);
        }
        Job<?, ?> job = run.getParent();
        FolderDefaults folder = FolderDefaults.of(job);
        TokenReference token = token(job, credentialsId, service);
        String effectiveProject = project == null ? folder.project() : project;
        String branch = environment == null && hasBranch(folder, effectiveProject)
                ? BranchEnvironment.of(job).name()
                : null;
        Target target = new Target(effectiveProject, environment == null ? branch : environment);
        Set<String> said = SAID.computeIfAbsent(run, build -> ConcurrentHashMap.newKeySet());
        folder.origins(token.folder() != null, project == null && folder.project() != null, branch).stream()
                .filter(said::add)
                .forEach(sentence -> BuildContext.say(log, sentence));
        return new EffectiveAccount(token, target, branch != null);
    }

    /**
     * Resolves the credential of a login of a job. Each parameter may be null: then it is inherited.
     *
     * @throws IllegalArgumentException if neither the login nor a folder names a credential
     */
    public static TokenReference token(Job<?, ?> job, String credentialsId, String service) {
        TokenReference token = TokenReference.inherit(FolderDefaults.of(job).token(), credentialsId, service);
        if (token == null) {
            throw new IllegalArgumentException(
                    "credentialsId: is missing. Name a credential of the kind"
                            + " \"Web PaaS API token\" here, in a login to Web PaaS around this step, or in a folder of the job");
        }
        return token;
    }

    /** Tells whether the folder's environments are those of a project. They are not if the folder names another project. */
    private static boolean hasBranch(FolderDefaults folder, String project) {
        return folder.branchFolder() != null
                && project != null
                && (folder.project() == null || folder.project().equals(project));
    }

    /**
     * Resolves project and environment. A step that names another project inherits no environment, and a step that names another environment
     * inherits no app.
     */
    private static Target target(Target outer, String project, String environment) {
        boolean isSameProject = project == null || project.equals(outer.project());
        boolean isSameTarget = isSameProject && (environment == null || environment.equals(outer.environment()));
        return isSameTarget ? outer : new Target(isSameProject ? outer.project() : project, environment);
    }
}

package io.jenkins.plugins.webpaas.demo;

import io.jenkins.plugins.webpaas.activity.Outcome;
import io.jenkins.plugins.webpaas.activity.Poller;
import io.jenkins.plugins.webpaas.activity.WaitListener;
import io.jenkins.plugins.webpaas.activity.WaitState;
import io.jenkins.plugins.webpaas.api.Activity;
import io.jenkins.plugins.webpaas.api.Deletion;
import io.jenkins.plugins.webpaas.api.Environment;
import io.jenkins.plugins.webpaas.api.Operation;
import io.jenkins.plugins.webpaas.api.WebPaasApi;
import io.jenkins.plugins.webpaas.api.WebPaasClient;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.service.Service;
import io.jenkins.plugins.webpaas.session.SessionVariables;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/** Plays a preview environment from its push to its deletion: what the steps do, without Jenkins. */
final class PreviewDemo {
    private static final String ENVIRONMENT = "pr-12";

    private final ApiToken token;
    private final WebPaasApi api;
    private final Poller poller;
    private final String project;
    private final Consumer<String> say;

    /** @param say prints a line of the plugin's */
    PreviewDemo(
            ApiToken token,
            WebPaasClient client,
            ScheduledExecutorService timer,
            String project,
            Consumer<String> say) {
        this.token = token;
        this.project = project;
        this.say = say;
        api = client.as(token);
        poller = new Poller(client, timer, Clock.systemUTC());
    }

    /**
     * Waits until a commit is deployed, and prints the log of its deployment.
     *
     * @param commit id of the commit, which may have been pushed before
     * @return the variables of the environment
     */
    Map<String, String> awaitDeployment(String commit) throws IOException {
        await(WaitState.ofDeployment(project, ENVIRONMENT, commit, null));
        Environment environment = api.environment(project, ENVIRONMENT);
        String site = api.siteUrls(environment.project(), environment.id()).primary();
        say.accept(
                "The site of environment '" + ENVIRONMENT + "', a child of '" + environment.parent() + "', is " + site);
        return SessionVariables.ofEnvironment(environment, null, site);
    }

    void delete() throws IOException {
        Operation deletion = new Deletion(false);
        for (Operation part : deletion.parts()) {
            List<Activity> started = part.start(api.operations(), api.environment(project, ENVIRONMENT));
            say.accept("Started the " + part.name() + " of environment '" + ENVIRONMENT + "'");
            await(WaitState.of(project, started));
        }
        if (api.findEnvironment(project, ENVIRONMENT).isPresent()) {
            throw new IllegalStateException("Environment '" + ENVIRONMENT + "' is still there");
        }
        say.accept("Environment '" + ENVIRONMENT + "' is gone");
    }

    private void await(WaitState state) {
        CompletableFuture<Outcome> end = new CompletableFuture<>();
        poller.await(state, new WaitListener() {
            @Override
            public ApiToken token() {
                return token;
            }

            @Override
            public void activityFound(Service service, Activity activity) {
                say.accept("Waiting for activity " + activity.id() + " (" + activity.type() + ")");
            }

            @Override
            public void logAdded(Activity activity, String text, WaitState next) {
                System.out.print(text);
            }

            @Override
            public void say(String sentences) {
                say.accept(sentences);
            }

            @Override
            public boolean isGone() {
                return false;
            }

            @Override
            public void ended(Outcome outcome) {
                end.complete(outcome);
            }

            @Override
            public void failed(IOException why) {
                end.completeExceptionally(why);
            }
        });
        Outcome outcome = end.join();
        if (outcome.status() != Outcome.Status.SUCCESS) {
            throw new IllegalStateException(outcome.message());
        }
    }
}

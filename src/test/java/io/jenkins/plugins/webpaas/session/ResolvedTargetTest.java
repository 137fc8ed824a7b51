package io.jenkins.plugins.webpaas.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.webpaas.api.http.WebPaasException;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.standin.StandInEnvironment;
import io.jenkins.plugins.webpaas.standin.StandInProject;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Variables and notes of a block's environment. */
class ResolvedTargetTest {
    private static final String SUSPENDED =
            "project 'abcdefghij234' is suspended by the service, mostly for lack of payment."
                    + " Its environments cannot be used until the project's owner resolves this";

    private final ControllerFixture controller = new ControllerFixture();
    private final StandInProject project = controller.standIn.world().project(StandIn.PROJECT);
    private final StandInEnvironment main = project.environment("main");

    @AfterEach
    void stop() {
        controller.close();
    }

    @Test
    void ofSeveralAppsTheFirstIsTakenAndTheLogNamesTheOthers() throws Exception {
        main.apps().addAll(List.of("web", "admin", "web--mail"));

        ResolvedTarget target = find(null);

        assertThat(target.variables()).containsEntry("WEBPAAS_SSH_URL", address("admin"));
        assertThat(target.notes())
                .containsExactly("WEBPAAS_SSH_URL leads to 'admin', the first by name, as app names none. Environment"
                        + " 'main' also has: app, web");
    }

    @Test
    void aNamedAppIsTakenWithoutAWord() throws Exception {
        main.apps().add("web");

        ResolvedTarget target = find("web");

        assertThat(target.variables()).containsEntry("WEBPAAS_SSH_URL", address("web"));
        assertThat(target.notes()).isEmpty();
    }

    @Test
    void oneAppWithItsWorkerLeavesNoChoice() throws Exception {
        assertThat(find(null).notes()).isEmpty();
    }

    @Test
    void hostsOfADedicatedProjectAreNoApps() throws Exception {
        main.dedicatedNodes(2);

        assertThat(find(null).notes()).isEmpty();
        assertThat(find("web").variables()).containsEntry("WEBPAAS_SSH_URL", address("ent-1"));
    }

    @Test
    void anAppThatIsNotThereFailsTheStep() {
        assertThatExceptionOfType(WebPaasException.class)
                .isThrownBy(() -> find("web"))
                .withMessageStartingWith("app: there is no 'web' in environment 'main'. There are: app, app--queue");
    }

    @Test
    void anActivityIsNamedAsTheReasonOfAnInactiveEnvironment() throws Exception {
        main.status("inactive");
        controller.standIn.world().play(null);
        controller
                .standIn
                .world()
                .begin("environment.activate", main, controller.standIn.world().account("deploy-bot"));

        assertThat(find(null).notes())
                .containsExactly(
                        "WEBPAAS_SSH_URL is not set: an activity is pending or running in environment 'main'. Try again after its end");
    }

    /** A push can create the environment. Until then, only the project's history shows what the block starts. */
    @Test
    void anEnvironmentNeedNotExistYet() throws Exception {
        ResolvedTarget target =
                controller.sessions.logIn(controller.token, new Target(StandIn.PROJECT, "nowhere"), sentence -> {});

        assertThat(target.variables()).containsOnlyKeys("PLATFORM_PROJECT", "WEBPAAS_GIT_URL");
        assertThat(target.notes())
                .containsExactly(
                        "Environment 'nowhere' of project 'abcdefghij234' does not exist yet, or this account has no access"
                                + " to it. webPaasPush can create it. There are: "
                                + project.environments().stream()
                                        .map(StandInEnvironment::id)
                                        .collect(Collectors.joining(", ")));
        assertThat(target.bookmark().environment()).isNull();
    }

    @Test
    void theSiteOfAnActiveEnvironmentHasAnAddress() throws Exception {
        assertThat(find(null).variables()).containsEntry("WEBPAAS_URL", main.url());

        controller.standIn.faults().add(Endpoint.DEPLOYMENT, Fault.refusal(403));
        assertThat(find(null).variables()).containsKey("PLATFORM_BRANCH").doesNotContainKey("WEBPAAS_URL");

        controller.standIn.faults().clear();
        main.status("inactive");
        assertThat(find(null).variables()).containsKey("PLATFORM_BRANCH").doesNotContainKey("WEBPAAS_URL");
    }

    @Test
    void aPausedEnvironmentIsToBeResumed() throws Exception {
        main.status("paused");

        for (String app : new String[] {null, "web"}) {
            assertThat(find(app).notes())
                    .containsExactly("WEBPAAS_SSH_URL is not set: environment 'main' is paused: resume it");
        }
    }

    @Test
    void aSuspendedProjectIsNamedAsTheReason() throws Exception {
        project.suspended(true);
        assertThat(find(null).notes()).containsExactly("Commands and operations will fail: " + SUSPENDED);

        main.status("paused");
        assertThat(find(null).notes())
                .containsExactly(
                        "Commands and operations will fail: " + SUSPENDED, "WEBPAAS_SSH_URL is not set: " + SUSPENDED);

        main.status("inactive");
        assertThat(find(null).notes())
                .containsExactly(
                        "Commands and operations will fail: " + SUSPENDED, "WEBPAAS_SSH_URL is not set: " + SUSPENDED);
    }

    private String address(String container) {
        return main.sshUser(container) + "@" + controller.standIn.sshHost();
    }

    private ResolvedTarget find(String app) throws IOException, InterruptedException {
        return controller.sessions.logIn(controller.token, new Target(StandIn.PROJECT, "main", app), sentence -> {});
    }
}

package io.jenkins.plugins.webpaas.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.webpaas.api.http.Problem;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.Result;
import io.jenkins.plugins.webpaas.standin.Role;
import io.jenkins.plugins.webpaas.standin.StandIn;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests what an environment tells of its status, its deployment and its site. */
class EnvironmentStateTest extends EnvironmentTest {
    private static final String COMMIT = "3f2a9c1".repeat(5) + "3f2a9";

    @Test
    void anEnvironmentTellsItsPlaceCommitAndDeployment() throws Exception {
        standIn.world().integrate(project, "pr-12", COMMIT).complete(Result.FAILURE);
        Environment preview = api.environment(StandIn.PROJECT, "pr-12");

        assertThat(preview.headCommit()).isEqualTo(COMMIT);
        assertThat(preview.parent()).isEqualTo("main");
        assertThat(preview.isDefault()).isFalse();
        assertThat(preview.hasStagedActivities()).isFalse();
        assertThat(preview.deployment()).isEqualTo(new Environment.DeploymentState(true, false, "error"));
        assertThat(environment.isDefault()).isTrue();
        assertThat(environment.parent()).isNull();
        assertThat(environment.deployment()).isEqualTo(new Environment.DeploymentState(false, true, null));
    }

    @ParameterizedTest
    @CsvSource({
        "active, true, false, false, false",
        "inactive, false, true, false, false",
        "paused, false, false, true, false",
        "deleting, false, false, false, true",
    })
    void theStatusIsOneOfFour(String status, boolean active, boolean inactive, boolean paused, boolean deleting)
            throws Exception {
        main.status(status);
        Environment found = api.environment(StandIn.PROJECT, "main");

        assertThat(found.isActive()).isEqualTo(active);
        assertThat(found.isInactive()).isEqualTo(inactive);
        assertThat(found.isPaused()).isEqualTo(paused);
        assertThat(found.isBeingDeleted()).isEqualTo(deleting);
    }

    /** Earlier services have neither field, and a service may send null. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "{}",
                "`{\"last_deployment_successful\": null}`",
                "`{\"last_deployment_successful\": true}`",
                "`{\"last_deployment_successful\": \"false\"}`",
            })
    void onlyWhatTheServiceSaysHasFailed(String json) throws Exception {
        assertThat(Environment.DeploymentState.of(new ObjectMapper().readTree(json))
                        .hasFailed())
                .isFalse();
    }

    @Test
    void anEnvironmentThatTheListLacksIsNotThere() throws Exception {
        assertThat(api.findEnvironment(StandIn.PROJECT, "pr-12")).isEmpty();
        assertThat(api.findEnvironment(StandIn.PROJECT, "."))
                .map(Environment::id)
                .contains("main");
        assertThat(api.findEnvironment(StandIn.PROJECT, main.machineName())).isPresent();
    }

    /** A missing permission is no missing environment: who may not see the project gets 404 too. */
    @Test
    void aProjectThatTheAccountDoesNotSeeIsAnError() {
        standIn.world().account("deploy-bot").role(StandIn.PROJECT, null);

        assertThat(CallFailure.call(() -> api.findEnvironment(StandIn.PROJECT, "pr-12"))
                        .problem())
                .isEqualTo(Problem.NOT_FOUND);
        standIn.world().account("deploy-bot").role(StandIn.PROJECT, Role.BARRED);
        assertThat(CallFailure.call(() -> api.findEnvironment(StandIn.PROJECT, "pr-12"))
                        .problem())
                .isEqualTo(Problem.FORBIDDEN);
    }

    @Test
    void aSiteHasAPrimaryRouteAndOthers() throws Exception {
        SiteUrls urls = api.siteUrls(StandIn.PROJECT, environment.id());

        assertThat(urls.primary()).isEqualTo(main.url());
        assertThat(urls.all()).containsExactly(main.url(), main.url().replaceFirst("https", "http"));
    }

    @Test
    void withoutADeploymentThereIsNoSite() throws Exception {
        assertThat(api.siteUrls(StandIn.PROJECT, "old")).isEqualTo(SiteUrls.NONE);
        standIn.faults().add(Endpoint.DEPLOYMENT, Fault.refusal(403));
        assertThat(CallFailure.call(() -> api.siteUrls(StandIn.PROJECT, environment.id())))
                .hasMessageStartingWith("Could not read the deployment of environment 'main'");
    }

    @Test
    void whatIsNoUrlIsNoAddress() throws Exception {
        String json = "{\"routes\": {\"javascript:alert(1)\": {\"primary\": true}, \"https://a.example/\": {}}}";

        assertThat(SiteUrls.of(new ObjectMapper().readTree(json)))
                .isEqualTo(new SiteUrls(null, List.of("https://a.example/")));
    }
}

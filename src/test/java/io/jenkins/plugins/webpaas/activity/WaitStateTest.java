package io.jenkins.plugins.webpaas.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.webpaas.activity.WaitState.ActivityState;
import io.jenkins.plugins.webpaas.api.Activity;
import io.jenkins.plugins.webpaas.service.InvalidFieldException;
import io.jenkins.plugins.webpaas.service.Service;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The states of waits before and after an outcome. */
class WaitStateTest {
    private static Activity started(String id, String type) {
        return SampleActivity.of(id, type, "in_progress", null, false);
    }

    private static List<String> ids(WaitState state) {
        return state.activities().stream().map(ActivityState::id).toList();
    }

    @Test
    void theActivitiesOfIntegrationsAreWaitedForOnlyIfThereAreNoOthers() {
        Activity webhook = started("w", "integration.webhook");

        assertThat(ids(WaitState.of("abc", List.of(webhook, started("p", "environment.push")))))
                .containsExactly("p");
        assertThat(ids(WaitState.of("abc", List.of(webhook)))).containsExactly("w");
    }

    @Test
    void whatTheServiceSaidOfAnActivityIsKept() {
        ActivityState state = WaitState.of("abc", List.of(started("p", "environment.push")))
                .activities()
                .get(0);

        assertThat(state.type()).isEqualTo("environment.push");
        assertThat(state.createdAt()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void afterAnOutcomeTheActivitiesThatGoOnAreLeft() {
        Outcome outcome = new Outcome(
                Outcome.Status.TIMED_OUT,
                Service.UPSUN,
                List.of(
                        SampleActivity.of("ended", "complete", "success", false),
                        started("running", "environment.push"),
                        started("found", "environment.push")),
                List.of());

        assertThat(ids(WaitState.ofIds("abc", List.of("ended", "running", "unread"))
                        .after(outcome)))
                .containsExactly("running", "unread", "found");
    }

    @Test
    void aDeploymentIsOfAnyCommitOrOfOneThatCanBe() {
        assertThat(WaitState.ofDeployment("abc", "main", null, null).commit()).isNull();
        assertThat(WaitState.ofDeployment("abc", "main", "3f2a9c1", null).commit())
                .isEqualTo("3f2a9c1");
        assertThatThrownBy(() -> WaitState.ofDeployment("abc", "main", "master", null))
                .isInstanceOf(InvalidFieldException.class);
    }
}

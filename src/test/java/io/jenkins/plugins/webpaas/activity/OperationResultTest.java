package io.jenkins.plugins.webpaas.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.api.ActivityBookmark;
import io.jenkins.plugins.webpaas.standin.Result;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.standin.StandInActivity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OperationResultTest {
    private final PollerFixture polled = new PollerFixture();

    @AfterEach
    void close() {
        polled.close();
    }

    private OperationResult of(StandInActivity... activities) throws IOException {
        List<ActivityResult> results = new ArrayList<>();
        for (StandInActivity activity : activities) {
            results.add(ActivityResult.of(
                    polled.token.service(), polled.api.activities().get(StandIn.PROJECT, activity.id())));
        }
        return OperationResult.of(StandIn.PROJECT, "main", results);
    }

    @Test
    void hasTheValuesOfTheActivityThatIsNoIntegration() throws Exception {
        StandInActivity webhook = polled.begin("integration.webhook").complete(Result.SUCCESS);
        polled.api.operations().backup(polled.api.environment(StandIn.PROJECT, "main"), false);
        StandInActivity backup = polled.standIn.world().project(StandIn.PROJECT).activity("environment.backup");
        OperationResult running = of(webhook, backup.start());

        assertThat(running.getId()).isEqualTo(backup.id());
        assertThat(running.getState()).isEqualTo("in_progress");
        assertThat(running.getStartedAt()).isNotNull();
        assertThat(running.getResult()).isNull();
        assertThat(running.getDuration()).isNull();
        assertThat(running.getBackup()).isNull();
        backup.complete(Result.SUCCESS);
        OperationResult complete = of(webhook, backup);
        assertThat(complete.getType()).isEqualTo("environment.backup");
        assertThat(complete.getState()).isEqualTo("complete");
        assertThat(complete.getResult()).isEqualTo("success");
        assertThat(complete.getBackup()).isEqualTo(polled.main.backups().get(0).id());
        assertThat(complete.getDuration()).isNotNegative();
        assertThat(complete.getUrl()).endsWith("/activities/" + backup.id());
        assertThat(complete.getActivities()).hasSize(2);
        assertThat(complete.isSkipped()).isFalse();
    }

    @Test
    void isAFailureIfAnyActivityIs() throws Exception {
        StandInActivity good =
                polled.begin("environment.push").command("app", "deploy", 3).complete(Result.SUCCESS);

        assertThat(of(good, polled.begin("environment.push").complete(Result.FAILURE))
                        .getResult())
                .isEqualTo("failure");
        assertThat(of(good, polled.begin("environment.push").complete(null)).getResult())
                .isEqualTo("failure");
        assertThat(of(good, polled.begin("environment.push")).getResult()).isNull();
        assertThat(of(good).getResult()).isEqualTo("success");
        assertThat(of(good).isCommandFailed()).isTrue();
    }

    @Test
    void withoutActivitiesItIsDoneOrSkipped() throws Exception {
        assertThat(of().getState()).isEqualTo("complete");
        assertThat(of().getResult()).isEqualTo("success");
        OperationResult skipped = OperationResult.skipped(StandIn.PROJECT, "main");
        assertThat(skipped.isSkipped()).isTrue();
        assertThat(skipped.getState()).isNull();
        assertThat(skipped.getResult()).isNull();
        assertThat(skipped.getId()).isNull();
    }

    @Test
    void whatIsNotKnownInTimeIsNoSuccess() throws Exception {
        OperationResult nothingKnown =
                OperationResult.of(StandIn.PROJECT, "main", new Outcome(OutcomeStatus.TIMED_OUT, List.of(), "In vain"));
        assertThat(nothingKnown.getResult()).isNull();
        assertThat(nothingKnown.getState()).isNull();
        assertThat(nothingKnown).hasToString("[]");

        List<ActivityResult> good =
                of(polled.begin("environment.push").complete(Result.SUCCESS)).getActivities();
        assertThat(OperationResult.of(StandIn.PROJECT, "main", new Outcome(OutcomeStatus.TIMED_OUT, good, "In vain"))
                        .getResult())
                .isNull();
        assertThat(OperationResult.of(StandIn.PROJECT, "main", new Outcome(OutcomeStatus.SUCCESS, good, ""))
                        .getResult())
                .isEqualTo("success");
    }

    @Test
    void whatABuildSavesComesBack() throws Exception {
        OperationResult result = of(polled.begin("environment.push").complete(Result.SUCCESS));
        assertThat(copy(result)).usingRecursiveComparison().isEqualTo(result);

        WaitState awaited = new WaitState(
                StandIn.PROJECT,
                List.of(new TrackedActivityState("a", "environment.push", Instant.EPOCH, new LogPosition(3, "0", "2"))),
                new ActivityBookmark(StandIn.PROJECT, "main", Instant.EPOCH, Set.of("b")),
                Instant.EPOCH);
        assertThat(copy(awaited)).usingRecursiveComparison().isEqualTo(awaited);
    }

    private static Object copy(Object object) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    }
}

package io.jenkins.plugins.webpaas.standin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import mockwebserver3.MockResponse;

/** Backups (protocol, "Backups"). */
final class BackupRoutes {
    private final Clock clock;

    BackupRoutes(Clock clock) {
        this.clock = clock;
    }

    void addTo(HttpDispatcher face) {
        face.route(Endpoint.BACKUP, this::create)
                .route(Endpoint.BACKUPS, this::list)
                .route(
                        Endpoint.BACKUP_DETAILS,
                        call -> StandInResponse.ok(
                                HalResources.backup(call.backup(), call.environment(), call.account())))
                .route(Endpoint.BACKUP_DELETE, this::delete)
                .route(Endpoint.BACKUP_RESTORE, this::restore);
    }

    private MockResponse create(Call call) {
        StandInEnvironment environment = call.operable("#backup");
        Backup backup = new Backup(
                Ids.fresh(),
                environment.id(),
                call.json().path("safe").asBoolean(true),
                environment.headCommit(),
                clock.instant());
        if (call.request().path().endsWith("/backups")) {
            environment.addBackup(backup);
            return StandInResponse.ok(HalResources.backup(backup, environment, call.account()));
        }
        return StartedActivities.begin(call, "environment.backup", environment, activity -> {
            activity.payload("backup_name", backup.id());
            environment.addBackup(backup);
        });
    }

    private MockResponse list(Call call) {
        StandInEnvironment environment = call.environment();
        ArrayNode list = StandInJson.array();
        environment.backups().forEach(backup -> list.add(HalResources.backup(backup, environment, call.account())));
        return StandInResponse.ok(list);
    }

    private MockResponse delete(Call call) {
        Backup backup = call.backup();
        StandInEnvironment environment = call.operable("self");
        return StartedActivities.begin(
                call, "environment.backup.delete", environment, activity -> environment.deleteBackup(backup.id()));
    }

    /** The environment that is restored is what shows the activity. */
    private MockResponse restore(Call call) {
        Backup backup = call.backup();
        StandInEnvironment source = call.operable("self");
        ObjectNode body = call.json();
        String name = body.path("environment_name").asText(source.id());
        StandInEnvironment environment = call.project()
                .find(name)
                .orElseThrow(() -> StandInResponse.invalid("environment_name", "There is no environment " + name));
        return StartedActivities.begin(call, "environment.restore", environment, activity -> {
            activity.payload("backup_name", backup.id());
            environment.data(backup.environment());
            if (body.path("restore_code").asBoolean(true)) {
                environment.moveTo(backup.commit());
            }
        });
    }
}

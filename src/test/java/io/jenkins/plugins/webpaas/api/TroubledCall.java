package io.jenkins.plugins.webpaas.api;

import io.jenkins.plugins.webpaas.session.CertificateRequests;
import io.jenkins.plugins.webpaas.ssh.SshKeyPair;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.StandIn;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What the plugin asks of a service. */
public enum TroubledCall {
    TOKEN("token exchange", Endpoint.TOKEN, "exchange the API token", scene -> scene.api()
            .accessToken()),
    ME("who am I", Endpoint.ME, "find out whom the API token belongs to", scene -> scene.api()
            .me()),
    PROJECTS("projects", Endpoint.EXTENDED_ACCESS, "list the projects", scene -> scene.api()
            .projects()),
    PROJECT_REFERENCES("projects' titles", Endpoint.PROJECT_REFERENCES, "list the projects", scene -> scene.api()
            .projects()),
    CERTIFICATE("certificate", Endpoint.CERTIFICATE, "get an SSH certificate", TroubledCall::certificate),
    PROJECT("project", Endpoint.PROJECT, "read project", scene -> scene.api().project(StandIn.PROJECT)),
    ENVIRONMENT("environment", Endpoint.ENVIRONMENT, "read environment", scene -> scene.api()
            .environment(StandIn.PROJECT, "main")),
    /** Asked for when there is no environment of that id, but perhaps one of that machine name. */
    ENVIRONMENTS("environments", Endpoint.ENVIRONMENTS, "(list the environments|read environment)", scene -> scene.api()
            .environment(StandIn.PROJECT, scene.machineName())),
    SOURCE_OPERATIONS(
            "source operations", Endpoint.SOURCE_OPERATIONS, "list the source operations", scene -> scene.api()
                    .operations()
                    .sourceOperations(scene.main())),
    BACKUP(
            "backup",
            Endpoint.BACKUP,
            "(back up environment|list the activities)",
            scene -> started(scene.api().operations().backup(scene.main(), false))),
    SOURCE_OPERATION(
            "source operation",
            Endpoint.SOURCE_OPERATION,
            "(run the source operation|list the activities)",
            scene -> started(scene.api().operations().run(scene.main(), "update", Map.of()))),
    ACTIVITIES("activities", Endpoint.ACTIVITIES, "list the activities", scene -> scene.api()
            .activities()
            .list(
                    StandIn.PROJECT,
                    Map.of(scene.activity().id(), scene.activity().createdAt()))
            .get(scene.activity().id())),
    ACTIVITY("activity", Endpoint.ACTIVITY, "read activity", scene -> scene.api()
            .activities()
            .get(StandIn.PROJECT, scene.activity().id())),
    LOG("log", Endpoint.LOG, "read the log", TroubledCall::log),
    CANCEL("cancel", Endpoint.CANCEL, "(cancel|read) activity", scene -> scene.api()
            .activities()
            .cancel(StandIn.PROJECT, scene.activity().id()));

    final String title;
    final Endpoint endpoint;
    /** What "Could not …" goes on with, a regular expression. */
    final String aim;

    final Call call;

    public interface Call {
        /** @return null if it brought only a part of what was asked for, which the next call goes on from */
        Object run(TroubleScenario scene) throws IOException;
    }

    TroubledCall(String title, Endpoint endpoint, String aim, Call call) {
        this.title = title;
        this.endpoint = endpoint;
        this.aim = aim;
        this.call = call;
    }

    public boolean isOperation() {
        return this == BACKUP || this == SOURCE_OPERATION;
    }

    private static Object certificate(TroubleScenario scene) throws IOException {
        Instant now = scene.time().instant();
        return CertificateRequests.of(scene.api(), SshKeyPair.generate().publicLine("x"), now);
    }

    private static Activity started(List<Activity> activities) {
        return activities.isEmpty() ? null : activities.get(0);
    }

    private static Object log(TroubleScenario scene) throws IOException {
        LogPage page = scene.api().activities().log(scene.activity(), 0);
        return page.isSealed() && page.items().size() == TroubleScenario.LINES.size() ? page : null;
    }
}

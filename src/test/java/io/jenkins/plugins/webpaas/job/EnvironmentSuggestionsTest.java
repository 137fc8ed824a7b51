package io.jenkins.plugins.webpaas.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.freestyle.WebPaasBuildWrapper;
import io.jenkins.plugins.webpaas.pipeline.WithWebPaasStep;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.standin.StandInEnvironment;
import io.jenkins.plugins.webpaas.step.WebPaasOperationStep;
import io.jenkins.plugins.webpaas.step.WebPaasPushStep;
import io.jenkins.plugins.webpaas.step.WebPaasRestoreStep;
import io.jenkins.plugins.webpaas.step.WebPaasSourceOperationStep;
import io.jenkins.plugins.webpaas.step.WebPaasSshStep;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The lists of what an environment has, which forms get from the service. */
class EnvironmentSuggestionsTest extends FormRequestsTest {
    private static final String PROJECT = "credentialsId=deploy-bot&project=abcdefghij234";

    @Test
    void sourceOperationsAreThoseOfTheEnvironment() throws Exception {
        assertThat(offered("author", WebPaasSourceOperationStep.class, "Operation", PROJECT + "&environment=feature/x"))
                .containsExactly("rebuild-assets = rebuild-assets", "update = update");
    }

    @Test
    void runtimeOperationsAreThoseOfTheAppsAndWorkers() throws Exception {
        StandInEnvironment main = standIn.world().project(StandIn.PROJECT).environment("main");
        main.addRuntimeOperation("app", "restart");
        main.addRuntimeOperation("app", "clear-cache");
        main.addRuntimeOperation("app--queue", "restart");

        assertThat(offered("author", WebPaasOperationStep.class, "Operation", PROJECT + "&environment=main"))
                .containsExactly("clear-cache = clear-cache", "restart = restart");
    }

    @Test
    void backupsAreThoseOfTheEnvironmentOfTheBackup() throws Exception {
        StandInEnvironment main = standIn.world().project(StandIn.PROJECT).environment("main");
        main.addBackup("older");
        main.addBackup("newer");
        String time = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm z", Locale.ROOT)
                .withZone(ZoneId.systemDefault())
                .format(main.backups().get(0).created());
        List<String> backups = List.of(time + " (newer) = newer", time + " (older) = older");

        Class<?> form = WebPaasRestoreStep.class;
        assertThat(offered("author", form, "Backup", PROJECT + "&environment=main&from="))
                .isEqualTo(backups);
        assertThat(offered("author", form, "Backup", PROJECT + "&environment=old&from=main"))
                .isEqualTo(backups);
        assertThat(offered("author", form, "Backup", PROJECT + "&environment=main&from=old"))
                .isEmpty();
        assertThat(offered("author", form, "Backup", PROJECT + "&environment=main&from=$FROM"))
                .isEmpty();
    }

    @Test
    void parentsAndSourcesOfBackupsAreEnvironments() throws Exception {
        for (Class<?> form : List.of(WebPaasPushStep.class, WebPaasRestoreStep.class)) {
            String field = form == WebPaasPushStep.class ? "Parent" : "From";
            assertThat(offered("author", form, field, PROJECT)).as(field).hasSize(3);
        }
    }

    @Test
    void appsAndWorkersAreThoseOfTheEnvironment() throws Exception {
        standIn.world().project(StandIn.PROJECT).environment("feature/x").apps().addAll(List.of("web", "web--mail"));
        String place = PROJECT + "&environment=feature/x";
        for (Class<?> form : List.of(WithWebPaasStep.class, WebPaasSshStep.class, WebPaasBuildWrapper.class)) {
            assertThat(offered("author", form, "App", place))
                    .as(form.getSimpleName())
                    .containsExactly("app = app", "web = web");
            assertThat(offered("author", form, "Worker", place + "&app=web"))
                    .as(form.getSimpleName())
                    .containsExactly("mail = mail");
            assertThat(offered("author", form, "Worker", place + "&app="))
                    .as(form.getSimpleName())
                    .containsExactly("queue = queue", "mail = mail");
        }
    }
}

package io.jenkins.plugins.webpaas.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.EnvVars;
import hudson.model.Result;
import io.jenkins.plugins.webpaas.config.CustomService;
import io.jenkins.plugins.webpaas.config.WebPaasConfiguration;
import io.jenkins.plugins.webpaas.job.PipelineJobs;
import io.jenkins.plugins.webpaas.job.SharedJenkinsRows;
import io.jenkins.plugins.webpaas.job.StandInJenkins;
import io.jenkins.plugins.webpaas.job.StandInJenkinsTest;
import io.jenkins.plugins.webpaas.session.Target;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.SshLog;
import io.jenkins.plugins.webpaas.standin.StandIn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands in containers, from Pipelines in a real Jenkins. */
class WebPaasSshStepTest extends StandInJenkinsTest {
    private static final String BLOCK =
            "withWebPaas(credentialsId: 'deploy-bot', project: 'abcdefghij234', environment: 'main') { %s }";

    @Test
    void itNeedsNoNode() throws Exception {
        WorkflowRun build = success(BLOCK.formatted("webPaasSsh 'echo ä in $PLATFORM_BRANCH; echo oops >&2'"));

        jenkins.assertLogContains("\nä in main\n", build);
        jenkins.assertLogContains("\noops\n", build);
        jenkins.assertLogContains("[Web PaaS] Remembered the host key of ssh.eu-1.standin.test", build);
        assertThat(standIn.requests().count(Endpoint.TOKEN)).isOne();
        StandInJenkins.assertNothingLeft();
        StandInJenkins.assertNothingSecretIn(build.getRootDir().toPath());
    }

    @Test
    void withoutABlockItSaysItAllItself() throws Exception {
        WorkflowRun build = success("webPaasSsh(command: 'basename $PWD', credentialsId: 'deploy-bot',"
                + " project: 'abcdefghij234', environment: 'feature/x', app: 'app', worker: 'queue')");

        jenkins.assertLogContains("\napp--queue\n", build);
    }

    @Test
    void itsAppIsTheBlocksInTheSameEnvironment() throws Exception {
        for (String environment : List.of("main", "feature/x")) {
            standIn.world()
                    .project(StandIn.PROJECT)
                    .environment(environment)
                    .apps()
                    .add("web");
        }
        WorkflowRun build = success("""
                withWebPaas(credentialsId: 'deploy-bot', project: 'abcdefghij234', environment: 'main', app: 'web') {
                  webPaasSsh 'echo block: $(basename $PWD)'
                  webPaasSsh command: 'echo same: $(basename $PWD)', environment: 'main'
                  webPaasSsh command: 'echo own: $(basename $PWD)', app: 'app'
                  webPaasSsh command: 'echo other: $(basename $PWD)', environment: 'feature/x'
                }
                """);

        assertThat(build.getLog())
                .containsSubsequence("\nblock: web\n", "\nsame: web\n", "\nown: app\n", "\nother: app\n")
                .containsOnlyOnce(
                        "[Web PaaS] The command runs in 'app', the first by name, as app names none. Environment"
                                + " 'feature/x' also has: web");
    }

    @Test
    void itIsAStepOfDeclarativePipelines() throws Exception {
        WorkflowRun build = success("""
                pipeline {
                  agent none
                  options { withWebPaas(credentialsId: 'deploy-bot', project: 'abcdefghij234', environment: 'main') }
                  stages { stage('Clear') { steps { webPaasSsh 'echo cleared' } } }
                }
                """);

        jenkins.assertLogContains("\ncleared\n", build);
    }

    @Test
    void itReturnsWhatItIsAskedFor() throws Exception {
        WorkflowRun build = success(BLOCK.formatted("""
                def out = webPaasSsh command: 'echo one; echo two; echo warning >&2', returnStdout: true
                echo "stdout ${out.readLines()}"
                echo "status ${webPaasSsh(command: 'echo three; exit 3', returnStatus: true)}"
                echo "nothing ${webPaasSsh('true')}"
                """));

        assertThat(build.getLog())
                .containsSubsequence("\nwarning\n", "stdout [one, two]", "\nthree\n", "status 3", "nothing null");
        assertThat(build.getLog()).doesNotContain("\none\n");
    }

    @Test
    void anExitStatusFailsIt() throws Exception {
        WorkflowRun build = failure(BLOCK.formatted("webPaasSsh 'echo begun; exit 3'"));

        jenkins.assertLogContains("ERROR: The command ended with exit status 3", build);
        jenkins.assertLogNotContains("\tat ", build);
    }

    @Test
    void onAnotherTypeOfEnvironmentNothingIsDone() throws Exception {
        WorkflowRun build = success(BLOCK.formatted(
                "echo \"got ${webPaasSsh(command: 'true', environmentType: 'staging', returnStatus: true)}\""));

        jenkins.assertLogContains(
                "[Web PaaS] The command is not run: environment 'main' is of the type production, not staging", build);
        jenkins.assertLogContains("got null", build);
        assertThat(commands()).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> namesWhatCannotBeRight() {
        return SharedJenkinsRows.of("""
                webPaasSsh 'true'                                                      | credentialsId: is missing
                webPaasSsh command: 'true', credentialsId: 'deploy-bot'                | project: is missing
                BLOCK { webPaasSsh command: 'true', project: 'other' }                 | environment: is missing
                BLOCK { webPaasSsh '  ' }                                              | command: is empty
                BLOCK { webPaasSsh command: 'true', timeout: -1 }                      | timeout: '-1' is no number of minutes
                BLOCK { webPaasSsh command: 'true', environmentType: 'prod' }          | environmentType: 'prod' is none of production, staging, development
                BLOCK { webPaasSsh command: 'true', from: 'here' }                     | from: 'here' is none of controller, node
                BLOCK { webPaasSsh command: 'true', from: 'node' }                     | from: there is no node here. Put the step into node
                BLOCK { webPaasSsh command: 'true', returnStatus: true, returnStdout: true } | returnStatus: cannot be had together with returnStdout
                BLOCK { webPaasSsh command: 'true', app: 'web' }                       | app: there is no 'web' in environment 'main'. There are: app, app--queue
                """, (script, message) -> {
            WorkflowRun build = failure(script.replace("BLOCK {", BLOCK.substring(0, BLOCK.indexOf('{') + 1)));

            jenkins.assertLogContains("ERROR: " + message, build);
            jenkins.assertLogNotContains("\tat ", build);
            assertThat(commands()).isEmpty();
        });
    }

    @Test
    void anOptionThatOnlySshKnowsIsNamedWithTheWayOut() throws Exception {
        CustomService service = WebPaasConfiguration.get().getCustomServices().get(0);
        service.setSshOptions("ProxyJump bastion.example.com");
        WebPaasConfiguration.get().setCustomServices(List.of(service));

        jenkins.assertLogContains(
                "ERROR: The SSH option 'ProxyJump bastion.example.com' of Stand-in is one that only the program ssh",
                failure(BLOCK.formatted("webPaasSsh 'true'")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"controller", "node"})
    void anAbortEndsTheCommandAndSaysSo(String from) throws Exception {
        jenkins.createOnlineSlave().setLabelString("a");
        WorkflowRun build = begin(BLOCK.formatted(
                "node('a') { webPaasSsh command: 'echo $$ > pid; echo begun; exec sleep 600', from: '" + from + "' }"));
        jenkins.waitForMessage("\nbegun", build);
        ProcessHandle process = process();

        build.doStop();

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        jenkins.assertLogContains("[Web PaaS] Aborted. If the command was running, it was sent the signal TERM", build);
        await().until(() -> !process.isAlive());
        StandInJenkins.assertNothingLeft();
    }

    @Test
    void anAbortWhileTheServiceIsAskedRunsNothing() throws Exception {
        standIn.faults().add(Endpoint.CERTIFICATE, Fault.latency(Duration.ofSeconds(20)));
        WorkflowRun build = begin(
                "webPaasSsh command: 'true', credentialsId: 'deploy-bot', project: 'abcdefghij234', environment: 'main'");
        await().until(() -> standIn.requests().count(Endpoint.CERTIFICATE) > 0);

        build.doStop();

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        assertThat(commands()).isEmpty();
    }

    @Test
    void itCanBeLimitedByOtherStepsToo() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertStatus(
                Result.ABORTED,
                PipelineJobs.job(
                        jenkins,
                        BLOCK.formatted(
                                "timeout(time: 2, unit: 'SECONDS') { webPaasSsh 'echo $$ > pid; exec sleep 600' }")));

        jenkins.assertLogContains("[Web PaaS] Aborted.", build);
        ProcessHandle.of(Long.parseLong(Files.readString(pid()).trim()))
                .ifPresent(process -> await().until(() -> !process.isAlive()));
    }

    @Test
    void itsOwnTimeOutIsInMinutes() {
        WebPaasSshStep step = new WebPaasSshStep("true");
        Target target = new Target("abc", "main");
        StepInput input = new StepInput(null, null, null, new EnvVars(), null, null);
        assertThat(step.remoteCommand(target, input).timeout()).isNull();

        step.timeout = 5;

        assertThat(step.remoteCommand(target, input).timeout()).isEqualTo(Duration.ofMinutes(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"controller", "node"})
    void whatTheCommandSaysIsMasked(String from) throws Exception {
        jenkins.createOnlineSlave().setLabelString("a");

        WorkflowRun build = success(BLOCK.formatted(
                "node('a') { webPaasSsh command: \"echo token $PLATFORMSH_CLI_TOKEN\", from: '" + from + "' }"));

        jenkins.assertLogContains("\ntoken ****\n", build);
        jenkins.assertLogNotContains(StandIn.API_TOKEN, build);
    }

    @Test
    void itsSnippetHasNothingThatIsTheDefaultAnyway() throws Exception {
        DescribableModel<WebPaasSshStep> model = DescribableModel.of(WebPaasSshStep.class);
        WebPaasSshStep step = new WebPaasSshStep("ls -l");
        assertThat(model.uninstantiate(step)).isEqualTo(Map.of("command", "ls -l"));

        jenkins.assertEqualDataBoundBeans(full(), model.instantiate(model.uninstantiate(full())));
        assertThat(DescribableModel.of(WebPaasSshStep.class)
                        .getSoleRequiredParameter()
                        .getName())
                .isEqualTo("command");
    }

    private static WebPaasSshStep full() {
        WebPaasSshStep step = new WebPaasSshStep("ls -l\npwd");
        step.setCredentialsId(StandInJenkins.CREDENTIALS_ID);
        step.setProject("abc");
        step.setEnvironment("main");
        step.setEnvironmentType("production");
        step.setApp("app");
        step.setWorker("queue");
        step.from = "node";
        step.timeout = 5;
        step.returnStdout = true;
        step.returnStatus = true;
        return step;
    }

    private List<SshLog.Session> commands() {
        return standIn.ssh().sessions();
    }

    private Path pid() {
        return standIn.world()
                .project(StandIn.PROJECT)
                .environment("main")
                .directory("app")
                .resolve("pid");
    }

    private ProcessHandle process() throws Exception {
        return ProcessHandle.of(Long.parseLong(Files.readString(pid()).trim())).orElseThrow();
    }
}

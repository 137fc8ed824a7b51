package io.jenkins.plugins.webpaas.freestyle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.StringParameterDefinition;
import hudson.slaves.EnvironmentVariablesNodeProperty;
import hudson.tasks.Shell;
import io.jenkins.plugins.webpaas.job.LeavesSecrets;
import io.jenkins.plugins.webpaas.job.StandInJenkins;
import io.jenkins.plugins.webpaas.job.StandInJenkinsTest;
import io.jenkins.plugins.webpaas.standin.Account;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.Role;
import io.jenkins.plugins.webpaas.standin.StandIn;
import java.time.Duration;
import java.util.Map;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.TestBuilder;

/** Freestyle builds against the stand-in. */
class WebPaasBuildWrapperTest extends StandInJenkinsTest {
    private FreeStyleProject project;
    private WebPaasBuildWrapper wrapper;

    @BeforeEach
    void start() throws Exception {
        project = jenkins.createFreeStyleProject();
        wrapper = wrapper(StandInJenkins.CREDENTIALS_ID);
        project.getBuildWrappersList().add(wrapper);
    }

    private static WebPaasBuildWrapper wrapper(String credentialsId) {
        WebPaasBuildWrapper wrapper = new WebPaasBuildWrapper(credentialsId);
        wrapper.setProject(StandIn.PROJECT);
        wrapper.setEnvironment("main");
        return wrapper;
    }

    @Test
    void pushesFromANode() throws Exception {
        project.setAssignedNode(jenkins.createOnlineSlave());
        project.getBuildersList().add(new Shell("""
                git clone -q "$WEBPAAS_GIT_URL" shop
                cd shop
                echo "$BUILD_TAG" > deployed && git add deployed
                git -c user.name=Bot -c user.email=bot@example.com commit -qm Deploy
                git push "$WEBPAAS_GIT_URL" HEAD:main
                ssh "$WEBPAAS_SSH_URL" echo hello from the application
                echo "token: $PLATFORMSH_CLI_TOKEN"
                """));

        FreeStyleBuild build = jenkins.buildAndAssertSuccess(project);

        jenkins.assertLogContains("Processing activity: Deploy Bot pushed to Main", build);
        jenkins.assertLogContains("hello from the application", build);
        jenkins.assertLogContains("token: ****", build);
        jenkins.assertLogContains("Remembered the host key of ssh.eu-1.standin.test", build);
        assertThat(build.getSensitiveBuildVariables()).contains("PLATFORMSH_CLI_TOKEN");
        StandInJenkins.assertNothingSecretIn(build.getRootDir().toPath());
        StandInJenkins.assertNothingLeft();
        assertThat(standIn.requests().count(Endpoint.CERTIFICATE)).isOne();
    }

    @Test
    @LeavesSecrets("The build writes the token to a file")
    @DisplayName("SECURITY-698, a $ in a secret that is expanded")
    void aTokenIsNotExpandedAsIfItNamedVariables() throws Exception {
        String token = "a$HOME-b$$c${PATH}";
        standIn.world().add(new Account("odd", "Odd", "Bot").addApiToken(token).role(StandIn.PROJECT, Role.ADMIN));
        StandInJenkins.addToken(CredentialsScope.GLOBAL, "odd", token);
        project.getBuildWrappersList().replace(wrapper("odd"));
        project.getBuildersList().add(new Shell("printf %s \"$PLATFORMSH_CLI_TOKEN\" > token"));

        FreeStyleBuild build = jenkins.buildAndAssertSuccess(project);

        assertThat(build.getWorkspace().child("token").readToString()).isEqualTo(token);
    }

    /** Tests a variable that is set before, as the ssh-agent plugin's build wrapper does. */
    @Test
    void theSshAgentFromBeforeIsKeptForOtherHosts() throws Exception {
        jenkins.jenkins
                .getGlobalNodeProperties()
                .add(new EnvironmentVariablesNodeProperty(
                        new EnvironmentVariablesNodeProperty.Entry("SSH_AUTH_SOCK", "/before")));
        project.getBuildersList().add(new Shell("ssh-add -l; echo \"kept: $WEBPAAS_OUTER_SSH_AUTH_SOCK.\""));

        FreeStyleBuild build = jenkins.buildAndAssertSuccess(project);

        jenkins.assertLogContains("(ED25519-CERT)", build);
        jenkins.assertLogContains("kept: /before.", build);
        jenkins.assertLogContains("still use the SSH agent at /before, which", build);
    }

    @Test
    void takesItsProjectAndEnvironmentFromParameters() throws Exception {
        project.addProperty(new ParametersDefinitionProperty(
                new StringParameterDefinition("PROJECT", StandIn.PROJECT),
                new StringParameterDefinition("BRANCH", "main")));
        wrapper.setProject("$PROJECT");
        wrapper.setEnvironment("${BRANCH}");
        project.getBuildersList().add(new Shell("echo for $PLATFORM_PROJECT and $PLATFORM_BRANCH."));

        jenkins.assertLogContains("for " + StandIn.PROJECT + " and main.", jenkins.buildAndAssertSuccess(project));
    }

    private static final class RemovalOfTheLogin extends TestBuilder {
        @Override
        public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener) {
            return build.removeActions(SessionAction.class);
        }
    }

    @Test
    void theSessionIsClosedAlsoIfTheLoginIsGoneFromTheBuild() throws Exception {
        project.getBuildersList().add(new RemovalOfTheLogin());

        jenkins.buildAndAssertSuccess(project);

        StandInJenkins.assertNothingLeft();
    }

    @Test
    void namesWhatCannotBeRightAndLeavesNothing() throws Exception {
        project.getBuildWrappersList().replace(new WebPaasBuildWrapper("nobody"));
        jenkins.assertLogContains(
                "ERROR: API token: there is no credential 'nobody'",
                jenkins.buildAndAssertStatus(Result.FAILURE, project));

        wrapper.setEnvironment("nowhere");
        project.getBuildWrappersList().replace(wrapper);
        FreeStyleBuild build = jenkins.buildAndAssertStatus(Result.FAILURE, project);
        jenkins.assertLogContains("environment 'nowhere' of project 'abcdefghij234'", build);
        jenkins.assertLogNotContains("\tat ", build);
        StandInJenkins.assertNothingLeft();
    }

    @Test
    void aJobWithoutATokenIsToldToChooseOne() throws Exception {
        project.getBuildWrappersList().replace(new WebPaasBuildWrapper(null));

        jenkins.assertLogContains(
                "ERROR: API token: is missing. Name a credential of the kind \"Web PaaS API token\" here",
                jenkins.buildAndAssertStatus(Result.FAILURE, project));
    }

    /** A Pipeline saves the variables of the wrapper in clear text. */
    @Test
    void pipelinesAreToldToUseTheStep() throws Exception {
        WorkflowRun build = failure(
                "node { wrap([$class: 'WebPaasBuildWrapper', credentialsId: 'deploy-bot']) { echo 'inside' } }");

        jenkins.assertLogContains("In a Pipeline, use withWebPaas", build);
        jenkins.assertLogNotContains("inside", build);
        assertThat(standIn.requests().all()).isEmpty();
    }

    @Test
    void anAbortWhileItOpensLeavesNothing() throws Exception {
        standIn.faults().add(Endpoint.CERTIFICATE, Fault.latency(Duration.ofSeconds(20)));
        FreeStyleBuild build = project.scheduleBuild2(0).waitForStart();
        await().until(() -> standIn.requests().count(Endpoint.CERTIFICATE) > 0);

        build.doStop();

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        jenkins.assertLogNotContains("\tat ", build);
        StandInJenkins.assertNothingLeft();
    }

    @Test
    void aFailedBuildLeavesNothing() throws Exception {
        project.getBuildersList().add(new Shell("ssh-add -l; exit 1"));

        jenkins.assertLogContains("(ED25519-CERT)", jenkins.buildAndAssertStatus(Result.FAILURE, project));

        StandInJenkins.assertNothingLeft();
    }

    @Test
    void itsFormKeepsWhatWasEntered() throws Exception {
        wrapper.setProject("$PROJECT");
        wrapper.setEnvironment("not/yet/there");
        wrapper.setSsh("files");
        wrapper.setExposeToken(false);
        jenkins.configRoundtrip(project);

        jenkins.assertEqualDataBoundBeans(
                wrapper, project.getBuildWrappersList().get(WebPaasBuildWrapper.class));
    }

    @Test
    void itWritesNoDefaults() throws Exception {
        DescribableModel<WebPaasBuildWrapper> model = DescribableModel.of(WebPaasBuildWrapper.class);

        assertThat(model.uninstantiate(new WebPaasBuildWrapper("deploy-bot")))
                .isEqualTo(Map.of("credentialsId", "deploy-bot"));
        assertThat(jenkins.jenkins.XSTREAM2.toXML(new WebPaasBuildWrapper("deploy-bot")))
                .contains("<credentialsId>deploy-bot</credentialsId>")
                .doesNotContain("<ssh>");
    }

    @Test
    void itsHelpIsThatOfTheStep() throws Exception {
        for (String field : new String[] {"credentialsId", "project", "environment", "ssh", "exposeToken"}) {
            String help = jenkins.executeOnServer(() -> jenkins.jenkins
                    .getDescriptorByType(WebPaasBuildWrapper.DescriptorImpl.class)
                    .getHelpFile(field));
            assertThat(jenkins.createWebClient()
                            .goTo(help.substring(1), "text/html")
                            .getWebResponse()
                            .getContentAsString())
                    .as(field)
                    .startsWith("<div>");
        }
    }
}

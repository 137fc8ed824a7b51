package io.jenkins.plugins.webpaas.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.hudson.plugins.folder.properties.FolderCredentialsProvider.FolderCredentialsProperty;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.domains.DomainCredentials;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.util.Secret;
import io.jenkins.plugins.webpaas.credentials.WebPaasApiToken;
import io.jenkins.plugins.webpaas.freestyle.WebPaasBuildWrapper;
import io.jenkins.plugins.webpaas.pipeline.WithWebPaasStep;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.Role;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.step.WebPaasBackupStep;
import io.jenkins.plugins.webpaas.step.WebPaasSourceOperationStep;
import io.jenkins.plugins.webpaas.step.WebPaasSshStep;
import io.jenkins.plugins.webpaas.step.WebPaasWaitStep;
import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** The lists that forms get from the service. */
class SuggestionsTest extends FormRequestsTest {
    private static final String TOKEN = "credentialsId=deploy-bot";
    private static final String PROJECT = TOKEN + "&project=abcdefghij234";

    private static final List<Class<?>> FORMS = List.of(
            WithWebPaasStep.class,
            WebPaasBackupStep.class,
            WebPaasSourceOperationStep.class,
            WebPaasWaitStep.class,
            WebPaasSshStep.class,
            WebPaasBuildWrapper.class);

    @Test
    void everyFormHasTheAccountsProjectsAndTheirEnvironments() throws Exception {
        standIn.world().addProject("other2", "Blog");
        standIn.world().account("deploy-bot").role("other2", Role.VIEWER);

        for (Class<?> form : FORMS) {
            assertThat(offered("author", form, "Project", TOKEN))
                    .as(form.getSimpleName())
                    .containsExactly("Blog (other2) = other2", "Shop (abcdefghij234) = abcdefghij234");
            assertThat(offered("author", form, "Environment", PROJECT))
                    .as(form.getSimpleName())
                    .containsExactly(
                            "Feature/x (feature/x, development) = feature/x",
                            "Main (main, production) = main",
                            "Old (old, development, inactive) = old");
            assertThat(offered("author", form, "EnvironmentType", "environmentType="))
                    .as(form.getSimpleName())
                    .extracting(item -> item.replaceFirst(".* = ", ""))
                    .containsExactly("", "production", "staging", "development");
        }
    }

    @Test
    void nothingIsRequestedWhileAFieldIsEmptyOrHasAVariable() throws Exception {
        for (String field : List.of("Project", "Environment", "Operation")) {
            assertThat(offered(
                            "author", WebPaasSourceOperationStep.class, field, "credentialsId=&project=&environment="))
                    .containsExactly(
                            "There are suggestions once this form, the job's login or a folder names an API token. = ");
            assertThat(offered("author", WebPaasSourceOperationStep.class, field, "credentialsId=$TOKEN"))
                    .isEmpty();
        }
        assertThat(offered("author", WebPaasSourceOperationStep.class, "Project", "credentialsId=${TOKEN}"))
                .isEmpty();
        assertThat(offered("author", WebPaasSourceOperationStep.class, "Environment", TOKEN + "&project=$PROJECT"))
                .isEmpty();
        assertThat(offered("author", WebPaasSourceOperationStep.class, "Operation", PROJECT + "&environment=${B}"))
                .isEmpty();
        assertThat(standIn.requests().all()).isEmpty();
    }

    @Test
    void nothingIsAskedForThoseWhoMayNotUseTheCredential() throws Exception {
        for (String field : List.of("Project", "Environment", "Operation")) {
            assertThat(offered("viewer", WebPaasSourceOperationStep.class, field, PROJECT + "&environment=main"))
                    .isEmpty();
        }
        assertThat(items(post("author", null, WithWebPaasStep.class, "fillProjectItems", TOKEN)))
                .isEmpty();
        assertThat(standIn.requests().all()).isEmpty();

        assertThat(items(post("admin", null, WithWebPaasStep.class, "fillProjectItems", TOKEN)))
                .hasSize(1);
    }

    @Test
    void onlyPostAsks() throws Exception {
        JenkinsRule.WebClient client = client("author");
        for (String method : List.of(
                "fillProjectItems",
                "fillEnvironmentItems",
                "fillOperationItems",
                "fillEnvironmentTypeItems",
                "checkProject",
                "checkEnvironment",
                "checkOperation",
                "checkVariables")) {
            URL url = url(client, job, WebPaasSourceOperationStep.class, method, PROJECT + "&value=x");
            assertThat(client.getPage(new WebRequest(url, HttpMethod.GET))
                            .getWebResponse()
                            .getStatusCode())
                    .as(method)
                    .isEqualTo(404);
        }
        assertThat(standIn.requests().all()).isEmpty();
    }

    @Test
    void aTokenThatIsNotThereOrNotForJobsIsSaidSo() throws Exception {
        StandInJenkins.addToken(CredentialsScope.SYSTEM, "for-the-controller", StandIn.API_TOKEN);
        for (String id : List.of("nobody", "for-the-controller")) {
            for (Item item : new Item[] {job, null}) {
                WebResponse answer =
                        post("admin", item, WithWebPaasStep.class, "fillProjectItems", "credentialsId=" + id);
                assertThat(answer.getStatusCode()).isEqualTo(500);
                assertThat(answer.getContentAsString())
                        .isEqualTo("<div class=warning>API token: there is no API token &#039;" + id
                                + "&#039; here. Choose another</div>");
            }
        }
        assertThat(standIn.requests().all()).isEmpty();
        assertThat(items(post("admin", null, WithWebPaasStep.class, "fillCredentialsIdItems", "credentialsId=")))
                .noneMatch(item -> item.contains("for-the-controller"));
    }

    @Test
    void theEmptyChoiceOfATokenHasALabel() throws Exception {
        for (Class<?> required : List.of(WithWebPaasStep.class, WebPaasBuildWrapper.class)) {
            assertThat(offered("admin", required, "CredentialsId", "credentialsId="))
                    .startsWith("Choose an API token = ");
        }
        WorkflowJob pipeline = jenkins.createProject(WorkflowJob.class);
        assertThat(items(post("admin", pipeline, WebPaasBackupStep.class, "fillCredentialsIdItems", "credentialsId=")))
                .startsWith("Inherit from withWebPaas = ");
        assertThat(offered("admin", WebPaasBackupStep.class, "CredentialsId", "credentialsId="))
                .startsWith("Inherit from this job's login = ");
    }

    @Test
    void aTokenOfAFolderIsForItsJobsAlone() throws Exception {
        Folder folder = jenkins.createProject(Folder.class, "team");
        folder.addProperty(new FolderCredentialsProperty(new DomainCredentials[] {
            new DomainCredentials(
                    Domain.global(),
                    List.of(new WebPaasApiToken(
                            CredentialsScope.GLOBAL,
                            "teams-own",
                            null,
                            StandInJenkins.SERVICE,
                            Secret.fromString(StandIn.API_TOKEN))))
        }));
        FreeStyleProject inside = folder.createProject(FreeStyleProject.class, "inside");

        assertThat(items(post("author", inside, WithWebPaasStep.class, "fillProjectItems", "credentialsId=teams-own")))
                .hasSize(1);
        assertThat(post("author", job, WithWebPaasStep.class, "fillProjectItems", "credentialsId=teams-own")
                        .getStatusCode())
                .isEqualTo(500);
    }

    @Test
    void whatTheServiceSaysIsPassedOn() throws Exception {
        assertThat(post("author", job, WithWebPaasStep.class, "fillEnvironmentItems", TOKEN + "&project=unknown1")
                        .getContentAsString())
                .startsWith("<div class=warning>Could not list the environments of project &#039;unknown1&#039;");
    }

    @Test
    void aServiceThatIsGoneIsSaidSo() throws Exception {
        standIn.close();

        assertThat(post("author", job, WithWebPaasStep.class, "fillProjectItems", TOKEN)
                        .getContentAsString())
                .startsWith("<div class=warning>")
                .contains("Stand-in cannot be reached");
    }

    @Test
    void aServiceThatTakesTooLongIsNotWaitedFor() throws Exception {
        standIn.faults().add(Endpoint.ENVIRONMENTS, Fault.latency(Duration.ofMinutes(1)));

        assertThat(post("author", job, WithWebPaasStep.class, "fillEnvironmentItems", PROJECT)
                        .getContentAsString())
                .isEqualTo("<div class=warning>The service did not answer within 10 s. Enter the value by hand, or try"
                        + " again</div>");
    }

    @Test
    void anUnknownTypeOfEnvironmentStays() throws Exception {
        assertThat(offered("author", WebPaasBackupStep.class, "EnvironmentType", "environmentType=preview"))
                .endsWith("preview = preview");
    }

    @Test
    void theFieldListsThemOnceItIsUsed() throws Exception {
        job.getBuildWrappersList().add(new WebPaasBuildWrapper(StandInJenkins.CREDENTIALS_ID));
        JenkinsRule.WebClient client = client("author");
        HtmlPage page = client.getPage(job, "configure");
        HtmlForm form = page.getFormByName("config");
        HtmlInput project = form.getInputByName("_.project");
        assertThat(standIn.requests().all()).isEmpty();

        use(client, project);
        assertThat(listed(page, project)).containsExactly("Shop (abcdefghij234) = abcdefghij234");

        project.setValue("unknown1");
        HtmlInput environment = form.getInputByName("_.environment");
        use(client, environment);
        assertThat(listed(page, environment)).isEmpty();
        assertThat(page.asNormalizedText()).contains("Could not list the environments of project 'unknown1'");

        project.setValue(StandIn.PROJECT);
        use(client, project);
        use(client, environment);
        assertThat(listed(page, environment))
                .contains("Main (main, production) = main")
                .hasSize(3);
        assertThat(page.asNormalizedText()).doesNotContain("Could not list");
        int requestCount = standIn.requests().all().size();
        use(client, project);
        use(client, environment);
        assertThat(standIn.requests().all()).hasSize(requestCount);
    }

    private static void use(JenkinsRule.WebClient client, HtmlInput field) {
        field.blur();
        field.focus();
        client.waitForBackgroundJavaScript(10_000);
    }

    private static List<String> listed(HtmlPage page, HtmlInput field) {
        List<String> options = new ArrayList<>();
        HtmlElement list = page.getHtmlElementById(field.getAttribute("aria-controls"));
        for (DomElement option : list.getChildElements()) {
            options.add(option.getTextContent() + " = " + option.getAttribute("data-value"));
        }
        return options;
    }
}

package io.jenkins.plugins.webpaas.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import io.jenkins.plugins.webpaas.job.PipelineJobs;
import io.jenkins.plugins.webpaas.job.StandInJenkins;
import io.jenkins.plugins.webpaas.job.StandInJenkinsTest;
import io.jenkins.plugins.webpaas.pipeline.WithWebPaasStep;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlCheckBoxInput;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlSelect;
import org.htmlunit.html.HtmlTextArea;
import org.jenkinsci.plugins.pipeline.modeldefinition.generator.OptionsDirective;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.junit.jupiter.api.Test;

/** Tests the snippet and directive generators with steps and their forms. */
class SnippetTest extends StandInJenkinsTest {
    private static final Map<String, String> OPERATION = Map.of(
            "credentialsId", StandInJenkins.CREDENTIALS_ID,
            "project", "abcdefghij234",
            "environment", "not/yet/there",
            "environmentType", "production",
            "noWait", "true",
            "timeout", "5",
            "cancelOnAbort", "true",
            "failOnError", "false");

    @Test
    void withWebPaas() throws Exception {
        WithWebPaasStep step = new WithWebPaasStep();
        step.setCredentialsId("deploy-bot");
        assertSnippet(
                step,
                "withWebPaas(credentialsId: 'deploy-bot') {\n    // some block\n}",
                Map.of("credentialsId", "deploy-bot"));
        step.setProject("abcdefghij234");
        step.setEnvironment("not/yet/there");
        step.setApp("web");
        step.ssh = "files";
        step.exposeToken = false;
        assertSnippet(
                step,
                "withWebPaas(app: 'web', credentialsId: 'deploy-bot', environment: 'not/yet/there', exposeToken: false, project:"
                        + " 'abcdefghij234', ssh: 'files') {\n    // some block\n}",
                Map.of(
                        "credentialsId", "deploy-bot",
                        "project", "abcdefghij234",
                        "environment", "not/yet/there",
                        "app", "web",
                        "ssh", "files",
                        "exposeToken", "false"));
    }

    @Test
    void webPaasBackup() throws Exception {
        WebPaasBackupStep step = new WebPaasBackupStep();
        assertSnippet(step, "webPaasBackup()", Map.of());
        step.live = true;
        assertSnippet(
                fill(step),
                "webPaasBackup cancelOnAbort: true, credentialsId: 'deploy-bot', environment: 'not/yet/there',"
                        + " environmentType: 'production', failOnError: false, live: true, noWait: true, project:"
                        + " 'abcdefghij234', timeout: 5",
                with(OPERATION, "live", "true"));
    }

    @Test
    void webPaasSourceOperation() throws Exception {
        WebPaasSourceOperationStep step = new WebPaasSourceOperationStep("update");
        assertSnippet(step, "webPaasSourceOperation 'update'", Map.of("operation", "update"));
        step.setVariables(Map.of("env", Map.of("FILE", "a.txt")));
        assertSnippet(
                fill(step),
                "webPaasSourceOperation cancelOnAbort: true, credentialsId: 'deploy-bot', environment: 'not/yet/there',"
                        + " environmentType: 'production', failOnError: false, noWait: true, operation: 'update',"
                        + " project: 'abcdefghij234', timeout: 5, variables: [env: [FILE: 'a.txt']]",
                with(with(OPERATION, "operation", "update"), "variablesText", "env:FILE=a.txt"));
    }

    @Test
    void webPaasBranch() throws Exception {
        WebPaasBranchStep step = new WebPaasBranchStep("load-test");
        step.setTitle("Load test");
        step.setType("staging");
        step.clone = false;
        assertSnippet(
                step,
                "webPaasBranch clone: false, name: 'load-test', title: 'Load test', type: 'staging'",
                Map.of("name", "load-test", "title", "Load test", "type", "staging", "clone", "false"));
    }

    @Test
    void webPaasOperation() throws Exception {
        WebPaasOperationStep step = new WebPaasOperationStep("clear-cache");
        step.setApp("app");
        step.setParameters(List.of("pages", "a b"));
        assertSnippet(
                step,
                "webPaasOperation app: 'app', operation: 'clear-cache', parameters: ['pages', 'a b']",
                Map.of("operation", "clear-cache", "app", "app", "parametersText", "pages\n\na b\n"));
    }

    @Test
    void webPaasWait() throws Exception {
        WebPaasWaitStep step = new WebPaasWaitStep();
        assertSnippet(step, "webPaasWait()", Map.of());
        step.setActivities("xyz");
        step.timeout = 5;
        assertSnippet(step, "webPaasWait activities: 'xyz', timeout: 5", Map.of("activities", "xyz", "timeout", "5"));
    }

    @Test
    void webPaasSsh() throws Exception {
        WebPaasSshStep step = new WebPaasSshStep("ls -l");
        assertSnippet(step, "webPaasSsh 'ls -l'", Map.of("command", "ls -l"));
        step.setEnvironment("main");
        step.setEnvironmentType("production");
        step.setApp("app");
        step.setWorker("queue");
        step.from = "node";
        step.timeout = 5;
        step.returnStatus = true;
        assertSnippet(
                step,
                "webPaasSsh app: 'app', command: 'ls -l', environment: 'main', environmentType: 'production', from:"
                        + " 'node', returnStatus: true, timeout: 5, worker: 'queue'",
                with(
                        Map.of(
                                "command", "ls -l",
                                "environment", "main",
                                "environmentType", "production",
                                "app", "app",
                                "worker", "queue",
                                "from", "node",
                                "timeout", "5"),
                        "returnStatus",
                        "true"));
    }

    @Test
    void theGeneratorOffersEachOnce() {
        Snippetizer generator = ExtensionList.lookup(Snippetizer.class).get(0);
        List<String> offered = Stream.of(false, true)
                .flatMap(advanced -> generator.getQuasiDescriptors(advanced).stream())
                .map(Snippetizer.QuasiDescriptor::getSymbol)
                .filter(symbol -> symbol.toLowerCase(Locale.ROOT).contains("webpaas"))
                .toList();

        assertThat(offered)
                .containsExactly(
                        "webPaasActivate",
                        "webPaasBackup",
                        "webPaasBranch",
                        "webPaasDeactivate",
                        "webPaasDelete",
                        "webPaasDeploy",
                        "webPaasMerge",
                        "webPaasOperation",
                        "webPaasPause",
                        "webPaasPush",
                        "webPaasRedeploy",
                        "webPaasRestore",
                        "webPaasResume",
                        "webPaasSourceOperation",
                        "webPaasSsh",
                        "webPaasSynchronize",
                        "webPaasWait",
                        "withWebPaas");
    }

    @Test
    void theReferenceDescribesEachParameter() throws Exception {
        HtmlPage page = jenkins.createWebClient()
                .withJavaScriptEnabled(false)
                .getPage(PipelineJobs.job(jenkins, ""), "pipeline-syntax/html");
        String reference = page.asNormalizedText();

        assertThat(reference.substring(
                        reference.indexOf("webPaasActivate: "), reference.indexOf("Advanced/Deprecated Steps")))
                .contains("withWebPaas: Log in to Web PaaS", "webPaasSsh: Run a command in a Web PaaS container")
                .doesNotContain("do not know how to");
    }

    @Test
    void theDirectiveGeneratorHasItAmongTheOptions() throws Exception {
        assertThat(ExtensionList.lookupSingleton(OptionsDirective.DescriptorImpl.class)
                        .getDescriptors())
                .hasAtLeastOneElementOfType(WithWebPaasStep.DescriptorImpl.class);
        new SnippetizerTester(jenkins) {
            void assertDirective(String json, String directive) throws Exception {
                assertGenerateSnippet("directive-generator/generateDirective", json, directive, null);
            }
        }.assertDirective("""
                {"stapler-class": "%1$s", "$class": "%1$s", "options": [{"stapler-class": "%2$s", "$class": "%2$s",
                 "credentialsId": "deploy-bot", "project": "abcdefghij234", "environment": "main", "ssh": "agent",
                 "cli": "", "exposeToken": true}]}
                """.formatted(OptionsDirective.class.getName(), WithWebPaasStep.class.getName()), """
                options {
                  withWebPaas(credentialsId: 'deploy-bot', environment: 'main', project: 'abcdefghij234')
                }""");
    }

    private static <S extends OperationStep> S fill(S step) {
        step.setCredentialsId(StandInJenkins.CREDENTIALS_ID);
        step.setProject("abcdefghij234");
        step.setEnvironment("not/yet/there");
        step.setEnvironmentType("production");
        step.noWait = true;
        step.timeout = 5;
        step.cancelOnAbort = true;
        step.failOnError = false;
        return step;
    }

    private static Map<String, String> with(Map<String, String> fields, String name, String value) {
        Map<String, String> more = new TreeMap<>(fields);
        more.put(name, value);
        return more;
    }

    /**
     * Checks the snippet of a step, the step of the snippet, and the snippet of the generator's form.
     *
     * @param fields values to enter into the form
     */
    private void assertSnippet(Step step, String snippet, Map<String, String> fields) throws Exception {
        new SnippetizerTester(jenkins).assertRoundTrip(step, snippet);

        HtmlPage page = jenkins.createWebClient().getPage(PipelineJobs.job(jenkins, ""), "pipeline-syntax");
        HtmlSelect steps = page.getFirstByXPath("//select[contains(@class, 'dropdownList')]");
        String title = step.getDescriptor().getFunctionName() + ": "
                + step.getDescriptor().getDisplayName();
        steps.setSelectedAttribute(steps.getOptionByText(title), true);
        await(page);
        for (Map.Entry<String, String> field : fields.entrySet()) {
            enter(
                    page.getFirstByXPath("//*[@name='_." + field.getKey() + "' or @name='" + field.getKey() + "']"),
                    field.getValue());
            await(page);
        }
        ((HtmlElement) page.getElementById("generatePipelineScript")).click();
        await(page);
        assertThat(((HtmlTextArea) page.getElementById("prototypeText")).getText())
                .isEqualTo(snippet);
    }

    private static void enter(DomElement field, String value) {
        if (field instanceof HtmlSelect select) {
            select.setSelectedAttribute(value, true);
        } else if (field instanceof HtmlTextArea area) {
            area.setText(value);
        } else if (field instanceof HtmlCheckBoxInput box) {
            box.setChecked(Boolean.parseBoolean(value));
        } else {
            ((HtmlInput) field).setValue(value);
        }
    }

    private static void await(HtmlPage page) {
        page.getWebClient().waitForBackgroundJavaScript(10_000);
    }
}

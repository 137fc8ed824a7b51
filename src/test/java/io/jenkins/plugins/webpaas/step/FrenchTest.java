package io.jenkins.plugins.webpaas.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import io.jenkins.plugins.webpaas.freestyle.WebPaasBuildWrapper;
import io.jenkins.plugins.webpaas.freestyle.WebPaasBuilder;
import io.jenkins.plugins.webpaas.job.ReadersLanguage;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Tests that forms and help are in French, wherever their files are. */
@WithJenkins
@ExtendWith(ReadersLanguage.class)
class FrenchTest {
    private JenkinsRule jenkins;

    @BeforeEach
    void useJenkins(JenkinsRule rule) {
        jenkins = rule;
    }

    @Test
    void formsAndTheirHelpAreInTheLanguageOfTheBrowser() throws Exception {
        FreeStyleProject project = jenkins.createFreeStyleProject("job");
        project.getBuildWrappersList().add(new WebPaasBuildWrapper(null));
        project.getBuildersList().add(new WebPaasBuilder(new WebPaasSourceOperationStep("update")));
        project.getBuildersList().add(new WebPaasBuilder(new WebPaasSshStep("true")));

        assertThat(text(page("fr", "job/job/configure")))
                .contains("Se connecter à Web PaaS", "Opération") // messages, and a view of its own
                .contains("Jeton d'API", "Type de l'environnement", "Délai d'expiration en minutes") // included views
                .doesNotContain("Time-out", "Environment type");
        assertThat(text(page("en", "job/job/configure")))
                .contains("Log in to Web PaaS", "Operation", "API token", "Time-out in minutes");
        assertThat(help("fr")).hasSizeGreaterThan(20).allSatisfy(text -> assertThat(text)
                .contains("ar exemple"));
        assertThat(help("en")).hasSizeGreaterThan(20).allSatisfy(text -> assertThat(text)
                .contains("or example"));
    }

    @Test
    void soIsTheSystemConfiguration() throws Exception {
        assertThat(text(page("fr", "manage/configure")))
                .contains("Services supplémentaires", "Clés d'hôte", "Mémoriser à la première utilisation")
                .doesNotContain("Host keys", "Remember on first use");
        assertThat(text(page("en", "manage/configure"))).contains("Host keys", "Refuse", "Remember on first use");
    }

    @Test
    void stepsHaveNamesInFrench() throws Exception {
        assertThat(page("fr", "pipeline-syntax/").asXml())
                .contains("webPaasBackup: Sauvegarder un environnement Web PaaS")
                .contains("withWebPaas: Se connecter à Web PaaS");
    }

    @Test
    void soAreTheChecksOfFields() throws Exception {
        String table = """
            config.CustomService           | checkApiUrl         | http://x.example | URL de l'API : 'http://x.example' doit utiliser https
            config.CustomService           | checkSshOptions     | Port abc         | Options SSH : 'Port abc' n'a pas de port
            config.WebPaasConfiguration    | checkRotationDays   | 1.5              | Jours avant le remplacement d'un jeton d'API : '1.5'
            credentials.WebPaasApiToken    | checkToken          | two words        | Jeton d'API : contient des espaces
            credentials.WebPaasApiToken    | checkService        | nowhere          | Service : 'nowhere' n'est pas (ou plus) configuré
            step.WebPaasBackupStep         | checkProject        | a/b              | Projet : 'a/b' n'est pas un identifiant de projet
            pipeline.WithWebPaasStep       | checkService        | nowhere          | Service : 'nowhere' n'est pas (ou plus) configuré
            step.WebPaasWaitStep           | checkActivities     | a b              | Activités : 'a b' n'est pas l'identifiant
            config.CustomService           | checkAuthUrl        | https://a b      | URL d'autorisation : 'https://a b' n'est pas une URL. Vérifiez-la à partir du caractère 9
            tool.WebPaasCliInstaller       | checkUrl            | https://x/a b    | URL de l'archive : n'est pas une URL. Vérifiez-la à partir du caractère 12
            tool.WebPaasCliInstaller       | checkUrl            | x                | URL de l'archive : n'a pas d'hôte
            tool.WebPaasCliInstaller       | checkChecksums      | x                | Sommes de contrôle SHA-256 : 'x' n'est pas une ligne
            """;
        for (String row : table.lines().toList()) {
            String[] cells = row.split("\\|");
            String value = URLEncoder.encode(cells[2].strip(), StandardCharsets.UTF_8);
            String request = cells[0].strip() + "/" + cells[1].strip() + "?value=" + value;
            assertThat(ReadersLanguage.post(jenkins, "fr", request)).contains(cells[3].strip());
        }
    }

    /** The check of a field and the suggestions of another field find the same problem. */
    @Test
    void soIsAProblemThatASuggestionFinds() throws Exception {
        String fill = "step.WebPaasSourceOperationStep/fillOperationItems?credentialsId=any&project=";

        assertThat(ReadersLanguage.post(jenkins, "fr", fill + "a/b&environment=main"))
                .contains("Projet : 'a/b' n'est pas un identifiant de projet");
        assertThat(ReadersLanguage.post(jenkins, "fr", fill + "abcdefghij234&environment=a//b"))
                .contains("Environnement : 'a//b' n'est pas un nom");
        assertThat(ReadersLanguage.post(jenkins, "fr", fill + "abcdefghij234&environment=main"))
                .contains("Jeton d'API : il n'y a pas de jeton d'API 'any' ici");
    }

    /** Returns the help of each of the plugin's fields in the form of the job. */
    private List<String> help(String language) throws Exception {
        List<String> texts = new ArrayList<>();
        for (DomElement link : page(language, "job/job/configure").<DomElement>getByXPath("//*[@helpURL]")) {
            String url = link.getAttribute("helpURL");
            if (url.matches(".*/io\\.jenkins\\.plugins\\.webpaas\\..*/help/.+")) {
                texts.add(text(page(language, url.substring("/jenkins/".length()))));
            }
        }
        return texts;
    }

    /** Returns all texts, including hidden ones. */
    private static String text(HtmlPage page) {
        return page.getDocumentElement().getTextContent().replaceAll("\\s+", " ");
    }

    private HtmlPage page(String language, String path) throws Exception {
        return ReadersLanguage.client(jenkins, language).goTo(path);
    }
}

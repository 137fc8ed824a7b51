package io.jenkins.plugins.webpaas.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.Functions;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.webpaas.freestyle.WebPaasBuildWrapper;
import io.jenkins.plugins.webpaas.freestyle.WebPaasSourceOperationBuilder;
import io.jenkins.plugins.webpaas.freestyle.WebPaasSshBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.jvnet.localizer.LocaleProvider;

/** Who reads French gets forms and help in French, whichever class has them. */
@WithJenkins
class FrenchTest {
    private final LocaleProvider ofTests = LocaleProvider.getProvider();
    private JenkinsRule jenkins;

    /** The language is the browser's, as {@link hudson.WebAppMain} has it where Jenkins is started as users start it. */
    @BeforeEach
    void useJenkins(JenkinsRule rule) {
        jenkins = rule;
        LocaleProvider.setProvider(new LocaleProvider() {
            @Override
            public Locale get() {
                return Functions.getCurrentLocale();
            }
        });
    }

    @AfterEach
    void restoreLanguage() {
        LocaleProvider.setProvider(ofTests);
    }

    @Test
    void formsAndTheirHelpAreInTheLanguageOfTheBrowser() throws Exception {
        FreeStyleProject project = jenkins.createFreeStyleProject("job");
        project.getBuildWrappersList().add(new WebPaasBuildWrapper(null));
        project.getBuildersList().add(new WebPaasSourceOperationBuilder("update"));
        project.getBuildersList().add(new WebPaasSshBuilder("true"));

        assertThat(text(page("fr", "job/job/configure")))
                .contains("Se connecter à Web PaaS", "Opération source") // messages, and a view of its own
                .contains("Jeton d'API", "Type de l'environnement", "Délai d'expiration en minutes") // included views
                .doesNotContain("Time-out", "Type of the environment");
        assertThat(text(page("en", "job/job/configure")))
                .contains("Log in to Web PaaS", "Source operation", "API token", "Time-out in minutes");
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

    /** The help of each field of ours in the form of the job. */
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

    /** Also what is folded away. */
    private static String text(HtmlPage page) {
        return page.getDocumentElement().getTextContent().replaceAll("\\s+", " ");
    }

    private HtmlPage page(String language, String path) throws Exception {
        JenkinsRule.WebClient browser = jenkins.createWebClient().withJavaScriptEnabled(false);
        browser.addRequestHeader("Accept-Language", language);
        return browser.goTo(path);
    }
}

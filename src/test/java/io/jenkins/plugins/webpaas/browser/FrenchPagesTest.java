package io.jenkins.plugins.webpaas.browser;

import static io.jenkins.plugins.webpaas.browser.Browser.text;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import io.jenkins.plugins.webpaas.config.RememberedHostKeys;
import io.jenkins.plugins.webpaas.freestyle.WebPaasBuildWrapper;
import io.jenkins.plugins.webpaas.job.PipelineJobs;
import io.jenkins.plugins.webpaas.job.ReadersLanguage;
import io.jenkins.plugins.webpaas.job.StandInJenkins;
import io.jenkins.plugins.webpaas.service.Service;
import io.jenkins.plugins.webpaas.standin.Script;
import java.time.Duration;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;

/** Tests that pages in French have their texts, their room and the colours of a dark theme. French takes more room than English. */
@ExtendWith(ReadersLanguage.class)
class FrenchPagesTest extends PageTest {
    @BeforeEach
    void readFrench() {
        browser.language("fr");
        browser.width(WIDE);
    }

    @Test
    void aFreestyleJob() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("nightly");
        job.getBuildWrappersList().add(new WebPaasBuildWrapper(StandInJenkins.CREDENTIALS_ID));
        open("job/nightly/configure");
        darken();
        browser.fill(name("project"), "a/b");
        browser.see(error("n'est pas un identifiant de projet"));
        browser.see(text("Réessayer"));
        browser.centre(browser.see(name("project")));
        browser.picture("fr-freestyle");

        assertFits("freestyle", "credentialsId", "project", "environment", "app", "ssh", "cli");
    }

    @Test
    void theSnippetGenerator() throws Exception {
        open("pipeline-syntax/");
        darken();
        browser.choose(
                By.cssSelector("select.dropdownList"), "webPaasSsh: Exécuter une commande dans un conteneur Web PaaS");
        browser.fill(name("command"), "");
        browser.see(error("Saisissez une ligne de commande"));
        browser.click(name("project"));
        browser.see(
                text(
                        "Des suggestions apparaissent une fois que ce formulaire, la connexion du job ou un dossier désigne un jeton d'API."));
        browser.picture("fr-snippet");

        assertFits("snippet", "credentialsId", "project", "environment", "app", "worker", "command");
    }

    @Test
    void theSystemConfiguration() throws Exception {
        open("manage/configure");
        darken();
        browser.click(text("Ajouter un service"));
        browser.click(advanced(2));
        browser.fill(second("apiUrl"), "http://api.example.com");
        browser.see(error("doit utiliser https"));
        browser.centre(browser.see(second("apiUrl")));
        browser.picture("fr-service");

        browser.width(NARROW);
        browser.centre(browser.see(second("apiUrl")));
        browser.picture("fr-service-narrow");
        assertThat(List.of("apiUrl", "sshDomains", "sshOptions")).allMatch(field -> browser.fits(second(field)));
    }

    @Test
    void theDialogOfAToken() throws Exception {
        open("manage/credentials/store/system/domain/_/");
        darken();
        browser.click(By.cssSelector("[data-type='credentials-add-store-item']"));
        browser.click(text("Jeton d'API Web PaaS"));
        browser.click(By.id("cr-dialog-next"));
        browser.choose(name("service"), "Stand-in");
        browser.see(name("token")).sendKeys("two words");
        browser.click(text("Tester le jeton"));
        browser.see(By.xpath("//*[contains(text(), \"contient des espaces\")]"));
        browser.picture("fr-credential");
    }

    @Test
    void aBuild() throws Exception {
        standIn.world().play(Script.success(Duration.ofMillis(500), "Preparing\n", "Finished\n"));
        WorkflowRun build = jenkins.buildAndAssertSuccess(PipelineJobs.job(
                jenkins, BLOCK + " { webPaasBackup(); webPaasSourceOperation 'update'; webPaasSsh 'uname' }"));
        open(build.getUrl());
        darken();
        browser.see(text("Réussie"));
        browser.picture("fr-build");
        By list = By.cssSelector(".webpaas-activities");
        assertThat(browser.see(list).findElements(By.cssSelector("strong, li")))
                .isNotEmpty()
                .extracting(text -> text.getCssValue("color"))
                .containsOnly(WHITE);

        browser.width(NARROW);
        browser.centre(browser.see(list));
        browser.picture("fr-build-narrow");
        assertThat(browser.fits(list)).isTrue();
    }

    @Test
    void rememberedHostKeys() throws Exception {
        RememberedHostKeys.get()
                .remember(
                        Service.OVHCLOUD,
                        List.of("ssh.ovhcloud-fr-1.webpaas.ovh.net ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI"
                                + "A".repeat(43)));
        open("manage/webpaas-host-keys/");
        darken();
        browser.see(text("Mémorisée depuis"));
        browser.picture("fr-host-keys");

        browser.width(NARROW);
        By table = By.cssSelector(".webpaas-table");
        browser.centre(browser.see(table));
        browser.picture("fr-host-keys-narrow");
        assertThat(browser.fits(table)).isTrue();
    }

    private static void assertFits(String page, String... fields) {
        browser.width(NARROW);
        browser.centre(browser.see(name(fields[1])));
        browser.picture("fr-" + page + "-narrow");
        assertThat(fields).allMatch(field -> browser.fits(name(field)));
    }
}

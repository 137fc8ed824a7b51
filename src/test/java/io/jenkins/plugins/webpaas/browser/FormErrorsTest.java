package io.jenkins.plugins.webpaas.browser;

import static io.jenkins.plugins.webpaas.browser.Browser.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.FreeStyleProject;
import hudson.security.ACL;
import io.jenkins.plugins.webpaas.config.WebPaasConfiguration;
import io.jenkins.plugins.webpaas.credentials.WebPaasApiToken;
import io.jenkins.plugins.webpaas.freestyle.WebPaasBuildWrapper;
import io.jenkins.plugins.webpaas.standin.StandIn;
import java.util.List;
import jenkins.model.Jenkins;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** Enters what cannot be right, as a person does: the form says so, and keeps what was entered. */
class FormErrorsTest extends PageTest {
    private static final By CREATE = By.id("cr-dialog-submit");

    @Test
    void aTokenThatCannotBeRightKeepsItsDialog() throws Exception {
        open("manage/credentials/store/system/domain/_/");
        browser.click(By.cssSelector("[data-type='credentials-add-store-item']"));
        browser.click(text("Web PaaS API token"));
        browser.click(By.id("cr-dialog-next"));
        browser.choose(name("service"), "Stand-in");
        browser.fill(name("id"), "new-bot");
        assertThat(errors()).as("before anything was entered in the field").isEmpty();

        browser.click(CREATE);
        browser.see(error("API token: is missing. Enter an API token"));
        assertThat(errors()).hasSize(1);

        browser.see(name("token")).sendKeys("two words");
        browser.click(CREATE);
        browser.see(error("API token: has white space or control characters in it. Enter the API token alone"));
        assertThat(browser.see(name("id")).getDomProperty("value")).isEqualTo("new-bot");
        assertThat(browser.see(name("service")).getDomProperty("value")).isEqualTo("standin");

        browser.fill(name("token"), StandIn.API_TOKEN);
        browser.click(CREATE);
        browser.see(text("new-bot"));
        Awaitility.await().untilAsserted(() -> assertThat(tokens()).contains("new-bot"));

        open("manage/credentials/store/system/domain/_/credential/new-bot/");
        browser.click(By.cssSelector("[data-type='credentials-update']"));
        browser.choose(name("service"), "Stand-in"); // before that, the buttons of the dialog do nothing
        browser.click(By.cssSelector(".jenkins-dialog .hidden-password-update-btn"));
        browser.see(name("token")).sendKeys("two words");
        browser.fill(name("description"), "A new one");
        browser.click(CREATE);
        browser.see(error("API token: has white space or control characters in it. Enter the API token alone"));
        assertThat(browser.see(name("description")).getDomProperty("value")).isEqualTo("A new one");
    }

    @Test
    void aServiceThatCannotBeRightKeepsItsPage() throws Exception {
        open("manage/configure");
        browser.click(text("Add service"));
        browser.fill(second("id"), "eu");
        browser.fill(second("name"), "Our own");
        assertThat(errors()).as("of fields that nobody has been in yet").isEmpty();
        browser.fill(second("apiUrl"), "https://api.example.com");
        browser.fill(second("authUrl"), "https://auth.example.com");
        browser.fill(second("sshDomains"), "*.example.com");
        browser.click(advanced(2));
        browser.fill(second("sshOptions"), "Port abc");
        browser.fill(name("rotationDays"), "1.5");
        browser.see(error("is no whole number from 0 to 2147483647"));
        browser.click(SAVE);
        browser.see(error("has no port. Enter a number from 1 to 65535"));
        assertThat(WebPaasConfiguration.get().getCustomServices()).hasSize(1);

        browser.fill(second("sshOptions"), "Port 2222");
        browser.fill(name("rotationDays"), "");
        browser.click(SAVE);

        browser.see(text("Welcome to Jenkins!")); // or the browser waits for a page of a Jenkins that has ended
        Awaitility.await()
                .untilAsserted(() -> assertThat(WebPaasConfiguration.get().getCustomServices())
                        .extracting(service -> service.getName())
                        .containsExactly("Stand-in", "Our own"));
        assertThat(WebPaasConfiguration.get().getRotationDays())
                .as("the default")
                .isEqualTo(90);
    }

    @Test
    void aFoldedServiceShowsItsNameAndUnfoldsForAnError() throws Exception {
        By first = By.xpath("(//*[@name='customServices'])[1]//summary");
        open("manage/configure");
        assertThat(browser.see(first).getText()).isEqualTo("Stand-in");
        assertThat(browser.all(stored("sshOptions")).get(0).isDisplayed()).isFalse();

        browser.see(first).sendKeys(Keys.ENTER);
        browser.fill(stored("name"), "Renamed");
        browser.click(advanced(1));
        browser.fill(stored("sshOptions"), "Port abc");
        browser.click(advanced(1));
        browser.see(text("Renamed")).sendKeys(Keys.ENTER);
        assertThat(browser.all(stored("sshOptions")).get(0).isDisplayed()).isFalse();
        browser.picture("services-folded");
        browser.click(SAVE);

        browser.see(stored("sshOptions"));
        browser.see(error("has no port. Enter a number from 1 to 65535"));
        browser.picture("services-error");
    }

    /** A field of the service that was there before. */
    private static By stored(String field) {
        return By.xpath("(//*[@name='customServices'])[1]//*[@name='_." + field + "']");
    }

    @Test
    void aTokenIsAddedBesideItsFieldAndWhereThereIsNoneTheFormSaysWhereTheyAreMade() throws Exception {
        SystemCredentialsProvider.getInstance().getCredentials().clear();
        open("pipeline-syntax/");
        browser.choose(By.cssSelector("select.dropdownList"), "withWebPaas: Log in to Web PaaS");
        browser.see(By.xpath("//*[contains(text(), \"under My profile, API tokens\")]"));

        addToken();

        browser.choose(name("credentialsId"), "new-bot");
        assertThat(tokens()).containsExactly("new-bot");
    }

    @Test
    void aTokenIsAddedBesideTheFieldOfAFreestyleJob() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("nightly");
        open("job/nightly/configure");
        browser.click(text("Log in to Web PaaS"));

        addToken();
        browser.choose(name("credentialsId"), "new-bot");
        browser.click(SAVE);

        Awaitility.await()
                .untilAsserted(() -> assertThat(job.getBuildWrappersList().getAll(WebPaasBuildWrapper.class))
                        .extracting(WebPaasBuildWrapper::getCredentialsId)
                        .containsExactly("new-bot"));
        assertThat(tokens()).contains("new-bot");
    }

    /** Adds a token by the button beside the field of the token. */
    private static void addToken() {
        browser.click(By.cssSelector(".credentials-add-menu"));
        browser.click(By.cssSelector(".jenkins-dropdown [data-type='credentials-add-store-item']"));
        browser.click(text("Web PaaS API token"));
        browser.click(By.id("cr-dialog-next"));
        browser.choose(By.cssSelector(".jenkins-dialog [name='_.service']"), "Stand-in");
        browser.fill(By.cssSelector(".jenkins-dialog [name='_.id']"), "new-bot");
        browser.fill(name("token"), StandIn.API_TOKEN);
        browser.click(CREATE);
    }

    @Test
    void aCommandThatIsToReturnTwoThingsIsRed() throws Exception {
        open("pipeline-syntax/");
        browser.choose(By.cssSelector("select.dropdownList"), "webPaasSsh: Run a command in a Web PaaS container");
        browser.click(text("Return standard output"));
        browser.click(text("Return exit status"));

        browser.see(error("Choose one of the two"));
    }

    private static List<String> tokens() {
        return CredentialsProvider.lookupCredentialsInItemGroup(
                        WebPaasApiToken.class, Jenkins.get(), ACL.SYSTEM2, List.of())
                .stream()
                .map(WebPaasApiToken::getId)
                .toList();
    }
}

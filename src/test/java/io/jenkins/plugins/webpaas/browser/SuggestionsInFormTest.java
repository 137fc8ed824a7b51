package io.jenkins.plugins.webpaas.browser;

import static io.jenkins.plugins.webpaas.browser.Browser.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import hudson.model.FreeStyleProject;
import io.jenkins.plugins.webpaas.freestyle.WebPaasBuildWrapper;
import io.jenkins.plugins.webpaas.job.StandInJenkins;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.StandIn;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Looks at what a form suggests to a person who has chosen the API token once. */
class SuggestionsInFormTest extends PageTest {
    private static final By ACTION = By.cssSelector("[descriptorid$='WebPaasBuilder'] select.dropdownList");
    private static final By OPERATION = By.name("_.operation");
    private static final By LIST = By.cssSelector("[role='listbox']");
    private static final By LAST_ENVIRONMENT = By.xpath("(//input[@name='_.environment'])[last()]");

    @Test
    void aBuildStepKnowsTheTokenOfTheJobsLogin() throws Exception {
        jenkins.createFreeStyleProject("nightly");
        browser.open(jenkins.getURL() + "job/nightly/configure");
        browser.click(text("Add build step"));
        browser.click(text("Act on a Web PaaS environment"));
        browser.choose(ACTION, "Run a Web PaaS source operation");
        browser.click(OPERATION);
        browser.see(text("There are suggestions once this form, the job's login or a folder names an API token."));

        browser.click(text("Log in to Web PaaS"));
        browser.choose(By.name("_.credentialsId"), StandInJenkins.CREDENTIALS_ID);
        browser.fill(By.name("_.project"), StandIn.PROJECT);
        browser.fill(By.name("_.environment"), "main");

        assertSuggests(LAST_ENVIRONMENT, "feature/x", "main", "old");
        assertSuggests(OPERATION, "rebuild-assets", "update");
        assertThat(browser.all(
                        text("There are suggestions once this form, the job's login or a folder names an API token.")))
                .isEmpty();
    }

    @Test
    void aServiceThatFailsCanBeAskedAgainFromTheField() throws Exception {
        jenkins.createFreeStyleProject("nightly");
        browser.open(jenkins.getURL() + "job/nightly/configure");
        browser.click(text("Log in to Web PaaS"));
        browser.choose(By.name("_.credentialsId"), StandInJenkins.CREDENTIALS_ID);
        standIn.faults().add(Endpoint.ENVIRONMENTS, Fault.status(500).times(1));

        browser.fill(By.name("_.project"), StandIn.PROJECT);
        browser.click(LAST_ENVIRONMENT);
        browser.click(text("Try again"));

        Awaitility.await()
                .untilAsserted(() -> assertThat(options(LAST_ENVIRONMENT)).contains("main"));
        assertThat(browser.all(text("Try again"))).isEmpty();
    }

    @Test
    void aSuggestionIsChosenByTheKeyboardAlone() throws Exception {
        jenkins.createFreeStyleProject("nightly");
        browser.open(jenkins.getURL() + "job/nightly/configure");
        browser.click(text("Log in to Web PaaS"));
        browser.choose(By.name("_.credentialsId"), StandInJenkins.CREDENTIALS_ID);
        browser.click(By.name("_.project"));
        browser.see(option(StandIn.PROJECT));
        assertThat(browser.run("""
                const item = arguments[0].closest(".jenkins-form-item");
                return item.querySelector(".validation-error-area--visible")""", browser.see(By.name("_.project"))))
                .as("room for a note that is gone")
                .isNull();

        browser.press(Keys.ARROW_DOWN, Keys.ENTER);
        assertThat(value(By.name("_.project"))).isEqualTo(StandIn.PROJECT);
        assertThat(browser.all(LIST)).as("lists that are seen").noneMatch(WebElement::isDisplayed);

        browser.press(Keys.TAB);
        browser.press("OLD");
        browser.see(option("old"));
        assertThat(browser.all(option("feature/x")))
                .as("does not have what was typed")
                .isEmpty();
        browser.press(Keys.ESCAPE);
        assertThat(browser.all(LIST)).as("lists that are seen").noneMatch(WebElement::isDisplayed);
        assertThat(value(LAST_ENVIRONMENT)).isEqualTo("OLD");
        browser.press(Keys.ARROW_UP, Keys.ARROW_UP, Keys.ARROW_UP, Keys.ARROW_UP, Keys.TAB);
        assertThat(value(LAST_ENVIRONMENT))
                .as("the last of three, by going round")
                .isEqualTo("old");
        browser.click(SAVE);

        FreeStyleProject job = jenkins.jenkins.getItemByFullName("nightly", FreeStyleProject.class);
        Awaitility.await()
                .untilAsserted(() -> assertThat(job.getBuildWrappersList().getAll(WebPaasBuildWrapper.class))
                        .extracting(WebPaasBuildWrapper::getProject, WebPaasBuildWrapper::getEnvironment)
                        .containsExactly(tuple(StandIn.PROJECT, "old")));
    }

    private static By option(String value) {
        return By.cssSelector("[role='option'][data-value='" + value + "']");
    }

    private static String value(By field) {
        return browser.see(field).getDomProperty("value");
    }

    private static List<String> options(By field) {
        List<?> values = (List<?>) browser.run("""
                const list = document.getElementById(arguments[0].getAttribute("aria-controls"));
                return Array.from(list.children).map(option => option.dataset.value)""", browser.see(field));
        return values.stream().map(String::valueOf).toList();
    }

    private static void assertSuggests(By field, String... values) {
        browser.click(field);
        Awaitility.await().untilAsserted(() -> assertThat(options(field))
                .hasToString(List.of(values).toString()));
    }
}

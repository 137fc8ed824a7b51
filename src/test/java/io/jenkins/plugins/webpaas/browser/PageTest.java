package io.jenkins.plugins.webpaas.browser;

import io.jenkins.plugins.webpaas.job.StandInJenkinsTest;
import io.jenkins.plugins.webpaas.support.RequiresProgram;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** A test that looks at pages of Jenkins, in one browser for all tests of a class. */
@RequiresProgram({"chromium", "chromedriver"})
abstract class PageTest extends StandInJenkinsTest {
    static final By SAVE = By.cssSelector("button[name='Submit']");

    static Browser browser;

    @BeforeAll
    static void startBrowser() {
        browser = Browser.start();
    }

    @AfterAll
    static void stopBrowser() {
        browser.close();
    }

    /** @param page relative to Jenkins */
    final void open(String page) throws IOException {
        browser.open(jenkins.getURL() + page);
    }

    static By name(String field) {
        return By.name("_." + field);
    }

    /** A field of the second further service; the stand-in is the first. */
    static By second(String field) {
        return By.xpath("(//*[@name='customServices'])[2]//*[@name='_." + field + "']");
    }

    /** The errors that a person sees. */
    static List<String> errors() {
        return browser.all(By.cssSelector(".validation-error-area .error")).stream()
                .filter(WebElement::isDisplayed)
                .map(WebElement::getText)
                .toList();
    }

    static By error(String part) {
        return By.xpath("//*[contains(@class, 'validation-error-area')]//*[contains(text(), \"" + part + "\")]");
    }
}

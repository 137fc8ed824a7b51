package io.jenkins.plugins.webpaas.browser;

import io.jenkins.plugins.webpaas.job.StandInJenkinsTest;
import io.jenkins.plugins.webpaas.support.RequiresProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** A test that looks at pages of Jenkins, in one browser for all tests of a class. */
@RequiresProgram({"chromium", "chromedriver"})
abstract class PageTest extends StandInJenkinsTest {
    static final By SAVE = By.cssSelector("button[name='Submit']");

    static final int WIDE = 1100;
    static final int NARROW = 400;
    static final String WHITE = "rgba(255, 255, 255, 1)";

    static Browser browser;

    @BeforeAll
    static void startBrowser() {
        browser = Browser.start();
    }

    @AfterAll
    static void stopBrowser() {
        browser.close();
    }

    /** Core looks for its icons on the class path, and a test's is without the WAR's; there are crosses in their place then. */
    @BeforeEach
    void findIcons() throws Exception {
        Path icons = Path.of(jenkins.jenkins.getServletContext().getRealPath("/WEB-INF/classes/images/symbols"));
        Path copies = Files.createDirectories(Path.of("target/test-classes/images/symbols"));
        try (Stream<Path> files = Files.list(icons)) {
            for (Path icon : (Iterable<Path>) files::iterator) {
                Path copy = copies.resolve(icon.getFileName());
                if (!Files.exists(copy)) {
                    // Other JVMs with tests do the same at the same time.
                    Path part = Files.createTempFile(copies, null, null);
                    Files.copy(icon, part, StandardCopyOption.REPLACE_EXISTING);
                    Files.move(part, copy, StandardCopyOption.ATOMIC_MOVE);
                }
            }
        }
    }

    /** @param page relative to Jenkins */
    final void open(String page) throws IOException {
        browser.open(jenkins.getURL() + page);
    }

    /** A dark theme is other values for core's variables: so far as we have colours of our own, it cannot reach them. */
    static void darken() {
        browser.run("""
                const style = document.documentElement.style;
                const dark = 'rgb(25, 25, 35)';
                ['--background', '--table-background', '--card-background', '--header-background']
                    .forEach(name => style.setProperty(name, dark));
                style.setProperty('--text-color', arguments[0]);
                style.setProperty('--text-color-secondary', 'rgb(160, 160, 170)');
                style.setProperty('--button-background', 'rgb(45, 45, 60)')""", WHITE);
    }

    static By name(String field) {
        return By.name("_." + field);
    }

    /** A field of the second further service; the stand-in is the first. */
    static By second(String field) {
        return By.xpath("(//*[@name='customServices'])[2]//*[@name='_." + field + "']");
    }

    /** The button of the advanced fields of a further service, of which 1 is the first. */
    static By advanced(int service) {
        return By.xpath("(//*[@name='customServices'])[" + service + "]//button[contains(@class, 'advanced-button')]");
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

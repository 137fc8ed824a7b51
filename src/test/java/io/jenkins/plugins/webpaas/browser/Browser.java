package io.jenkins.plugins.webpaas.browser;

import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import io.jenkins.plugins.webpaas.support.Patience;
import io.jenkins.plugins.webpaas.support.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.stream.Collectors;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.TimeoutException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The machine's Chromium, without a window. What a person would look for is waited for. */
final class Browser implements AutoCloseable {
    private static final Path FAILURE = Path.of("target", "browser-failure.png");

    private final ChromeDriver driver;
    private final WebDriverWait wait;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
        wait = new WebDriverWait(driver, Duration.ofSeconds(Patience.SECONDS));
        // Pages rebuild themselves; what was found may be gone, hidden or not quite there at the next moment.
        wait.ignoring(WebDriverException.class);
        width(1100);
    }

    static Browser start() {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(Programs.find("chromium").orElseThrow().toFile());
        // All it sees is a Jenkins of this JVM's, and root has no sandbox.
        options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu");
        options.addArguments("--disable-background-networking", "--disable-component-update", "--hide-scrollbars");
        options.addArguments("--lang=en");
        LoggingPreferences logging = new LoggingPreferences();
        logging.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logging);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(
                        Programs.find("chromedriver").orElseThrow().toFile())
                .build();
        return new Browser(new ChromeDriver(service, options));
    }

    /** @param pixels of what shows a page; a window has a least width, and this has none */
    void width(int pixels) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", pixels, "height", 800, "deviceScaleFactor", 1, "mobile", false));
    }

    /** @param tag such as {@code fr}, which pages are asked for from now on */
    void language(String tag) {
        driver.executeCdpCommand("Network.enable", Map.of());
        driver.executeCdpCommand("Network.setExtraHTTPHeaders", Map.of("headers", Map.of("Accept-Language", tag)));
    }

    void open(String url) {
        driver.get(url);
    }

    /** The first that can be seen, by scrolling if need be. */
    WebElement see(By place) {
        return await(place, () -> driver.findElements(place).stream()
                .filter(WebElement::isDisplayed)
                .findFirst()
                .orElse(null));
    }

    /** All that are there now, seen or not. */
    List<WebElement> all(By place) {
        return driver.findElements(place);
    }

    static By text(String text) {
        return By.xpath("//*[text()[normalize-space()=\"" + text + "\"]]");
    }

    void click(By place) {
        await(place, () -> {
            WebElement element = see(place);
            centre(element);
            element.click();
            return true;
        });
    }

    /** Enters a text in place of what is there, and leaves the field. */
    void fill(By place, String text) {
        WebElement field = see(place);
        centre(field);
        field.clear();
        field.sendKeys(text, Keys.TAB);
    }

    /** Presses keys where the page has its focus. */
    void press(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    /** Chooses in a list, which may be filled from the server. */
    void choose(By place, String option) {
        await(place, () -> {
            new Select(see(place)).selectByVisibleText(option);
            return true;
        });
    }

    private <T> T await(By place, Supplier<T> attempt) {
        try {
            return wait.until(driver -> attempt.get());
        } catch (TimeoutException e) {
            save(FAILURE);
            throw new AssertionError(place + " at " + driver.getCurrentUrl() + ": see " + FAILURE, e);
        }
    }

    /** Tells whether an element is within the page's width, so that users need not scroll sideways. */
    boolean fits(By place) {
        return (boolean) run("""
                const box = arguments[0].getBoundingClientRect();
                return box.left >= 0 && box.right <= document.documentElement.clientWidth""", see(place));
    }

    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /**
     * Returns the elements of a part of the page that break the rules of axe-core, by the ids of the rules.
     *
     * @param part a CSS selector of what is looked at
     * @param without CSS selectors of what is left out
     */
    Map<String, String> violations(String part, String... without) {
        AxeBuilder axe = new AxeBuilder().include(part);
        for (String other : without) {
            axe.exclude(other);
        }
        return axe.analyze(driver).getViolations().stream()
                .collect(Collectors.toMap(Rule::getId, rule -> rule.getNodes().stream()
                        .map(CheckedNode::getHtml)
                        .collect(Collectors.joining("\n"))));
    }

    void centre(WebElement element) {
        run("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element);
    }

    /** Keeps what is seen as a picture in the directory that the system property {@code screenshots} names, if it does. */
    void picture(String name) {
        String directory = System.getProperty("screenshots");
        if (directory != null) {
            run("""
                    document.getAnimations()
                        .filter(animation => animation.effect.getComputedTiming().endTime !== Infinity)
                        .forEach(animation => animation.finish())""");
            save(Path.of(directory, name + ".png"));
        }
    }

    private void save(Path file) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the errors of the pages since the last call: scripts that failed, and refusals of the security policy. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}

package dev.vigil.node.http;

import static dev.vigil.node.http.EventsApiTest.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.node.config.TestKinds;
import io.micrometer.core.instrument.Tag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;

/** The page in a real browser, headless; where there is none it says what to install. */
class PageIT {
    private static final Path BROWSER = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static ServedApi api;
    private static ChromeDriver browser;

    @BeforeAll
    static void start() throws Exception {
        Assumptions.assumeTrue(
                Files.isExecutable(BROWSER) && Files.isExecutable(DRIVER),
                "the page is not tested in a browser: apt-get install chromium chromium-driver");
        api = new ServedApi(Map.of("echo", new TestKinds.EchoSource("/echo").routes()));
        for (int i = 0; i < 3; i++) {
            api.post("application/cloudevents+json", event("page-" + i));
        }
        var options = new ChromeOptions();
        options.setBinary(BROWSER.toFile());
        // Without a sandbox, since a build may run as root; it opens nothing but this test's own server.
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage");
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .build();
        browser = new ChromeDriver(service, options);
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser != null) {
            browser.quit();
        }
        if (api != null) {
            api.stop();
        }
    }

    @BeforeEach
    void open() throws InterruptedException {
        browser.get("about:blank");
        browser.manage().logs().get(LogType.BROWSER); // Reading takes out what an earlier test has left.
        browser.get("http://127.0.0.1:" + api.port() + "/");
        await("status", "slots are");
    }

    @Test
    void itShowsSlotsSensorsAndWhatCameIn() throws InterruptedException {
        await("sensors", "readings");
        await("sources", "events");
        assertThat(browser.findElements(By.cssSelector("#slots li"))).isNotEmpty();
        assertThat(browser.findElement(By.id("windows")).getText()).contains("%");
        assertNothingWentWrong();
    }

    @Test
    void anInstanceIsFoundByKeyboardAlone() throws InterruptedException {
        var sensor = browser.findElement(By.cssSelector("#find-instance input[name=sensor]"));
        sensor.sendKeys("readings", Keys.TAB);
        browser.switchTo().activeElement().sendKeys("a/b c", Keys.ENTER);
        await("found", "\"count\": 2");
        assertThat(browser.getCurrentUrl()).endsWith("#instance/readings/a%2Fb%20c");
        assertNothingWentWrong();
    }

    @Test
    void eventsAndKeysAreFoundByTheirAddress() throws InterruptedException {
        browser.get("http://127.0.0.1:" + api.port() + "/#events/0/1");
        await("found", "page-1");
        browser.findElement(By.linkText("readings")).click();
        await("found", "ü%");
        browser.findElement(By.linkText("ü%")).click();
        await("found", "\"count\": 4");
        assertNothingWentWrong();
    }

    @Test
    void theReplayOfASensorIsShown() throws InterruptedException {
        browser.get("http://127.0.0.1:" + api.port() + "/#sensor/readings");
        await("found", "its last replay");
        browser.findElement(By.linkText("its last replay")).click();
        await("found", "replay of readings");
        assertThat(shown("found")).contains("done", "pager", "firings to end");
        assertNothingWentWrong();
    }

    @Test
    void theStoryOfAnEventIsFoundByKeyboardAlone() throws InterruptedException {
        var source = browser.findElement(By.cssSelector("#find-story input[name=source]"));
        source.sendKeys("/s", Keys.TAB);
        browser.switchTo().activeElement().sendKeys("page-2", Keys.ENTER);
        await("found", "story of /s page-2");
        assertThat(shown("found")).contains("pager: delivered, 2 attempts", "connection refused", "not-subscribed");
        assertThat(browser.getCurrentUrl()).endsWith("#event/%2Fs/page-2");
        browser.findElement(By.linkText("dead letter, 3 attempts")).click();
        await("found", "dead letter 0-a1");
        assertNothingWentWrong();
    }

    @Test
    void anEventInTheLogLeadsToItsStory() throws InterruptedException {
        browser.get("http://127.0.0.1:" + api.port() + "/#events/0/1");
        await("found", "page-1");
        browser.findElement(By.linkText("1")).click();
        await("found", "as offset 1 of partition 0");
        assertNothingWentWrong();
    }

    @Test
    void aDeadLetterIsRedrivenWithItsButton() throws InterruptedException {
        await("letters", "connection refused");
        browser.findElement(By.cssSelector("#letters tbody button")).click();
        await("letters-said", "handled");
        browser.findElement(By.cssSelector("#letters tbody a")).click();
        await("found", "\"attempts\": 5");
        assertNothingWentWrong();
    }

    @Test
    void deadLettersAreShownPageByPage() throws InterruptedException {
        await("letters", "connection refused");
        assertThat(browser.findElement(By.id("letters-next")).isDisplayed()).isFalse();
        api.engine.keepMore(60);
        try {
            browser.findElement(By.id("letters-again")).sendKeys(Keys.ENTER);
            await("letters-said", "there are more");
            assertThat(browser.findElements(By.cssSelector("#letters tbody tr")))
                    .hasSize(50);
            browser.findElement(By.id("letters-next")).sendKeys(Keys.ENTER);
            awaitRows(13);
            assertThat(browser.findElement(By.id("letters-next")).isDisplayed()).isFalse();
        } finally {
            api.engine.keepMore(0);
        }
        assertNothingWentWrong();
    }

    @Test
    void aTriggerThatPausesSaysSo() throws InterruptedException {
        api.meters.gauge("vigil.dispatch.paused", List.of(Tag.of("trigger", "away")), 1);
        await("triggers", "paused: its target fails");
    }

    @Test
    void whatIsMissingIsSaidInWords() throws InterruptedException {
        browser.get("http://127.0.0.1:" + api.port() + "/#instance/readings/nobody");
        await("found", "has no instance for key 'nobody'");
    }

    @Test
    void itFitsOnAPhone() throws InterruptedException {
        var before = browser.manage().window().getSize();
        browser.manage().window().setSize(new Dimension(500, 900));
        try {
            await("sensors", "readings");
            assertThat(browser.executeScript(
                            "const page = document.documentElement; return page.scrollWidth - page.clientWidth"))
                    .isEqualTo(0L);
        } finally {
            browser.manage().window().setSize(before);
        }
    }

    private static void await(String id, String text) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!shown(id).contains(text) && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertThat(shown(id)).contains(text);
    }

    private static void awaitRows(int rows) throws InterruptedException {
        var letters = By.cssSelector("#letters tbody tr");
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (browser.findElements(letters).size() != rows && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertThat(browser.findElements(letters)).hasSize(rows);
    }

    /** What can be read there; nothing while it is being drawn anew. */
    private static String shown(String id) {
        try {
            return browser.findElement(By.id(id)).getText();
        } catch (StaleElementReferenceException e) {
            return "";
        }
    }

    private static void assertNothingWentWrong() {
        assertThat(browser.manage().logs().get(LogType.BROWSER).getAll())
                .filteredOn(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .isEmpty();
    }
}

package io.colony.runner;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;
import io.colony.testkit.SampleStore;
import io.colony.testkit.TestDatabase;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Issue page and the pages behind it as people meet them, over the sample store. */
class IssuePageIT {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final String ISSUE = "/issues/acme/shop/2";

    private static Chromium chromium;

    @TempDir
    private Path directory;

    private TestDatabase database;
    private PagesServer server;

    @BeforeAll
    static void openBrowser() {
        chromium = new Chromium();
    }

    @AfterAll
    static void closeBrowser() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void serveTheSample() {
        database = TestDatabase.create();
        SampleStore.fill(database);
        server = SamplePages.serve(database, SamplePages.commands(database, directory));
    }

    @AfterEach
    void stopServing() {
        chromium.closePages();
        server.close();
        database.close();
    }

    @Test
    void theGraphShowsTheLoopAndMarksWhereTheIssueIs() {
        Page page = open(ISSUE, 1280, ColorScheme.LIGHT);

        assertThat(page.locator(".stage-graph .stage.present")).hasCount(1);
        assertThat(page.locator(".stage-graph .stage.present .name")).hasText("done");
        assertThat(page.locator(".stage-graph")).containsText("changes-requested → in-development: 1 time");
        page.locator(".stage-graph .stage", new Page.LocatorOptions().setHasText("in-review"))
                .click();
        assertThat(page.locator("#runs tbody tr")).hasCount(2);
        assertThat(chromium.complaints()).isEmpty();
    }

    @Test
    void thePageSaysWhereATextHadSomethingForMachinesAlone() {
        String words = "has parts that readers do not see";

        assertThat(open("/issues/acme/shop/6", 1280, ColorScheme.LIGHT).locator("#facts"))
                .containsText(words);
        assertThat(open(ISSUE, 1280, ColorScheme.LIGHT).locator("#facts")).not().containsText(words);
    }

    @Test
    void aButtonUnfoldsToAFormThatIsCarriedOut() {
        Page page = open("/issues/acme/shop/6", 1280, ColorScheme.LIGHT);
        page.locator("#act-retry > summary").click();
        page.locator("#act-retry textarea").fill("the worker is back <b>now</b>");

        page.locator("#act-retry button").click();

        assertThat(page.locator("#answer")).containsText("ready-for-dev");
        assertThat(page.locator("#timeline")).containsText("the worker is back <b>now</b>");
        assertThat(chromium.complaints()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/issues/acme/shop/2, issue2, 1280, LIGHT",
        "/issues/acme/shop/2, issue2, 1280, DARK",
        "/issues/acme/shop/2, issue2, 320, LIGHT",
        "/issues/acme/shop/2, issue2, 2560, DARK",
        "/issues/acme/shop/2?lang=zh, issue2-zh, 1280, LIGHT",
        "/issues/acme/shop/4, issue4, 1280, LIGHT",
        "/issues/acme/shop/6, issue6, 1280, DARK",
        "/issues/acme/shop/2/runs/2, run, 1280, LIGHT",
        "/issues/acme/shop/2/runs/2, run, 320, DARK",
        "/issues/acme/shop/2/gates/3, log, 1280, LIGHT"
    })
    void picturesAreLeftAndNothingScrollsSideways(String path, String name, int width, ColorScheme scheme) {
        Page page = open(path, width, scheme);

        byte[] picture = page.screenshot(new ScreenshotOptions()
                .setFullPage(true)
                .setPath(SCREENSHOTS.resolve(
                        name + "-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT) + ".png")));

        assertThat(picture).hasSizeGreaterThan(10_000);
        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
        assertThat(chromium.complaints()).isEmpty();
    }

    private Page open(String path, int width, ColorScheme scheme) {
        Page page = chromium.open(width, 800, scheme);
        page.navigate(server.address() + path);
        assertThat(page.locator("h1")).isVisible();
        return page;
    }
}

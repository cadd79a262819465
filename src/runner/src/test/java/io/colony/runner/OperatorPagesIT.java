package io.colony.runner;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
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

/** What an operator does on the pages that show more than one issue, by keyboard alone. */
class OperatorPagesIT {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots", "operator");

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
        SampleStore.addTroubles(database);
        server = SamplePages.serve(database, SamplePages.commands(database, directory));
    }

    @AfterEach
    void stopServing() {
        chromium.closePages();
        server.close();
        database.close();
    }

    @Test
    void aBreakerIsReset() {
        Page page = open("/attention?repository=acme%2Fdocs", 1280, ColorScheme.LIGHT);
        Locator fold = page.locator("#breakers details.action");
        assertThat(fold).hasCount(1);

        unfold(page, fold);
        type(page, fold, "the host is back");
        press(page, fold.locator("button"));

        assertThat(page).hasURL(server.address() + "/attention?repository=acme%2Fdocs#answer");
        assertThat(page.locator("#answer")).containsText("The breaker of repository acme/docs is closed now");
        assertThat(page.locator("#breakers")).hasCount(0);
        assertThat(chromium.complaints()).isEmpty();
    }

    @Test
    void aDeadLetterIsReplayed() {
        Page page = open("/workers", 1280, ColorScheme.LIGHT);
        Locator fold = page.locator("#dead-letters details.action");

        unfold(page, fold);
        press(page, fold.locator("button"));

        assertThat(page.locator("#answer")).containsText("acme/shop#6 is ready-for-dev now");
        assertThat(page.locator("#dead-letters details.action")).hasCount(0);
        assertThat(page.locator("#queue")).containsText("acme/shop#6");
        assertThat(chromium.complaints()).isEmpty();
    }

    @Test
    void dispatchIsStoppedWithAReasonAndATickAndResumed() {
        Page page = open("/workers", 1280, ColorScheme.LIGHT);
        Locator stop = page.locator("#act-stop");
        unfold(page, stop);
        press(page, stop.locator("button"));
        assertThat(page).hasURL(server.address() + "/workers");

        type(page, stop, "it deletes things");
        Locator sure = stop.locator("input[type=checkbox]");
        reach(page, sure);
        page.keyboard().press("Space");
        press(page, stop.locator("button"));

        assertThat(page.locator("#answer")).containsText("Dispatch is stopped: no task is begun. Running then: 1.");
        assertThat(page.locator("#dispatch")).containsText("it deletes things");
        assertThat(page.locator("#dispatch tbody tr")).hasCount(1);
        picture(page, "stopped");

        Locator resume = page.locator("#act-resume");
        unfold(page, resume);
        press(page, resume.locator("button"));

        assertThat(page.locator("#answer")).containsText("Dispatch goes on");
        assertThat(page.locator("#act-stop")).hasCount(1);
        assertThat(chromium.complaints()).isEmpty();
    }

    @Test
    void anIssueIsRetriedFromAmongThoseThatWait() {
        Page page = open("/attention", 320, ColorScheme.LIGHT);
        assertThat(page.locator("#waiting > ol > li").first().locator("> .doing > .buttons > details"))
                .hasCount(2);
        Locator retry = page.locator("#act-6-retry");
        unfold(page, retry);
        type(page, retry, "the worker is back");
        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(320);
        assertThat(Axe.findings(page)).isEmpty();
        picture(page, "retry-320");
        press(page, retry.locator("button"));

        assertThat(page.locator("#answer")).containsText("acme/shop#6 is ready-for-dev now");
        assertThat(page.locator("#waiting")).not().containsText("acme/shop#6");
    }

    /** Forms that are open, as people see them. */
    @ParameterizedTest
    @CsvSource({
        "/attention, #act-4-approve, 1280, LIGHT",
        "/attention, #more-4, 320, DARK",
        "/attention?lang=zh, #ceilings details.action, 1280, LIGHT",
        "/attention, #breakers details.action, 320, LIGHT",
        "/workers, #act-stop, 320, LIGHT",
        "/workers, #act-stop, 1280, DARK",
        "/cost?from=2025-12-20&to=2026-01-05, #ceilings details.action, 320, DARK",
        "/cost?from=2025-12-20&to=2026-01-05, #ceilings details.action, 1280, LIGHT"
    })
    void anOpenFormFitsTheWindowAndKeepsNobodyOut(String path, String fold, int width, ColorScheme scheme) {
        Page page = open(path, width, scheme);
        page.locator(fold + " > summary").first().click();

        picture(
                page,
                (path + fold).replaceAll("[^a-z0-9]+", "-") + "-" + width + "-"
                        + scheme.name().toLowerCase(Locale.ROOT));
        assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
        assertThat(Axe.findings(page)).isEmpty();
        assertThat(chromium.complaints()).isEmpty();
    }

    private Page open(String path, int width, ColorScheme scheme) {
        Page page = chromium.open(width, 900, scheme);
        page.navigate(server.address() + path);
        assertThat(page.locator("#freshness")).hasText(path.contains("zh") ? "实时" : "Live");
        return page;
    }

    /** By Tab from where the focus is, round the page at most once. */
    private static void reach(Page page, Locator wanted) {
        for (int i = 0; i < 300 && !focused(wanted); i++) {
            page.keyboard().press("Tab");
        }
        assertThat(wanted).isFocused();
    }

    private static boolean focused(Locator wanted) {
        return (boolean) wanted.evaluate("element => element === document.activeElement");
    }

    private static void unfold(Page page, Locator fold) {
        reach(page, fold.locator("> summary"));
        page.keyboard().press("Enter");
        assertThat(fold).hasAttribute("open", "");
    }

    private static void type(Page page, Locator fold, String reason) {
        reach(page, fold.locator("textarea"));
        page.keyboard().type(reason);
    }

    private static void press(Page page, Locator button) {
        reach(page, button);
        page.keyboard().press("Enter");
    }

    private static void picture(Page page, String name) {
        page.screenshot(new ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve(name + ".png"))
                .setFullPage(true));
    }
}

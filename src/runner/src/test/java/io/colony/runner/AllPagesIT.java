package io.colony.runner;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import io.colony.testkit.SampleStore;
import io.colony.testkit.TestDatabase;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every page in a browser, in both lights, narrow and wide, in both languages: pictures are left below {@code target}. */
class AllPagesIT {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots", "all");
    private static final Map<String, String> PAGES = Map.of(
            "home", "/",
            "board", "/board",
            "attention", "/attention",
            "cost", "/cost?from=2025-12-20&to=2026-01-05",
            "workers", "/workers",
            "audit", "/audit",
            "configuration", "/configuration",
            "issue", "/issues/acme/shop/2",
            "run", "/issues/acme/shop/2/runs/2",
            "missing", "/nowhere");
    private static final Map<String, Integer> WIDTHS = Map.of("narrow", 320, "wide", 1280, "huge", 2560);

    @TempDir
    private static Path directory;

    private static Chromium chromium;
    private static TestDatabase database;
    private static PagesServer server;

    @BeforeAll
    static void serveTheSample() {
        chromium = new Chromium();
        database = TestDatabase.create();
        SampleStore.fill(database);
        SampleStore.addTroubles(database);
        server = SamplePages.serve(database, SamplePages.commands(database, directory));
    }

    @AfterAll
    static void stopServing() {
        server.close();
        chromium.close();
        database.close();
    }

    @AfterEach
    void closePages() {
        chromium.closePages();
    }

    static Stream<Arguments> looks() {
        return PAGES.keySet().stream()
                .sorted()
                .flatMap(name -> WIDTHS.keySet().stream()
                        .sorted()
                        .flatMap(width -> Stream.of(ColorScheme.LIGHT, ColorScheme.DARK)
                                .map(scheme -> Arguments.of(name, width, scheme))));
    }

    @ParameterizedTest
    @MethodSource("looks")
    void keepsNobodyOutAndFitsTheWindow(String name, String width, ColorScheme scheme) {
        Page page = open(PAGES.getOrDefault(name, ""), WIDTHS.getOrDefault(width, 0), scheme);

        picture(page, name + "-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT));
        assertThat(Axe.findings(page)).isEmpty();
        assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .as("nothing sticks out of the window")
                .isEqualTo(true);
        if (!name.equals("missing")) {
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    static Stream<String> pages() {
        return PAGES.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void isThereInChineseAsWell(String name) {
        String address = PAGES.getOrDefault(name, "");
        Page page = open(address + (address.contains("?") ? "&" : "?") + "lang=zh", 1280, ColorScheme.LIGHT);

        picture(page, name + "-zh");
        assertThat(page.locator("html")).hasAttribute("lang", "zh-CN");
        assertThat(page.locator("h1").first()).not().isEmpty();
        assertThat(Axe.findings(page)).isEmpty();
    }

    @Test
    void aPictureIsDrawnFromItsTable() {
        Page page = open("/cost?from=2025-12-20&to=2026-01-05", 1280, ColorScheme.LIGHT);

        Locator chart = page.locator("#by-day figure.drawn canvas");
        assertThat(chart.first()).isVisible();
        assertThat(page.locator("#by-day figure")).hasAttribute("aria-label", Pattern.compile("\\S+"));
        assertThat(chromium.complaints()).isEmpty();
    }

    @Test
    void rowsAreSortedByTheirColumnAndTheAddressKeepsIt() {
        Page page = open("/configuration", 1280, ColorScheme.LIGHT);

        page.locator("#table-settings thead button").first().click();
        assertThat(page.locator("#table-settings th[aria-sort=ascending]")).hasCount(1);
        page.locator("#table-settings thead button").first().click();

        assertThat(page.locator("#table-settings tbody th").first()).hasText("workers.count");
        page.reload();
        assertThat(page.locator("#table-settings tbody th").first()).hasText("workers.count");
    }

    private static Page open(String path, int width, ColorScheme scheme) {
        Page page = chromium.open(width, 900, scheme);
        page.navigate(server.address() + path);
        page.waitForLoadState(LoadState.LOAD);
        return page;
    }

    private static void picture(Page page, String name) {
        page.screenshot(new ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve(name + ".png"))
                .setFullPage(true));
    }
}

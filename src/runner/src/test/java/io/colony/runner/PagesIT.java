package io.colony.runner;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import io.colony.testkit.SampleStore;
import io.colony.testkit.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The pages as people meet them: in a browser, over the sample store. Pictures of them are left below {@code target}; with
 * {@code -Dcolony.images=DIR} those of the documentation are written to {@code DIR}.
 */
class PagesIT {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final Path IMAGES = Path.of(System.getProperty("colony.images", SCREENSHOTS.toString()));
    private static final String ISSUE = "/issues/acme/shop/2";

    private static Chromium chromium;

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
        server = SamplePages.serve(database);
    }

    @AfterEach
    void stopServing() {
        chromium.closePages();
        server.close();
        database.close();
    }

    @Test
    void homeListsIssuesThatLeadToTheirPages() {
        Page page = open("/");

        assertThat(page.locator("#issues tbody tr")).hasCount(10);
        assertThat(tile(page, "Cost today")).hasText("$0.42");
        assertThat(tile(page, "Cost today").locator("[title]")).hasAttribute("title", "$0.424250");
        link(page, "acme/shop#2").first().click();

        assertThat(page).hasURL(server.address() + ISSUE);
        assertThat(page.locator("h1")).hasText("Cart total ignores the voucher when it is applied twice");
    }

    @Test
    void anIssuesPageShowsPathRunsGatesAndEvidence() {
        Page page = open(ISSUE);

        assertThat(page.locator("#path .step")).hasCount(10);
        assertThat(page.locator("#path .step.now")).containsText("done");
        assertThat(page.locator("#runs tbody tr")).hasCount(6);
        assertThat(page.locator("#runs tbody tr").nth(1)).containsText("$0.043250");
        assertThat(page.locator("#gates")).containsText("could-not-run");
        assertThat(page.locator("#evidence")).containsText("shop/cart.py");
        assertThat(page.locator("#evidence td .mark-good")).hasText(new String[] {"✓as claimed", "✓as claimed"});
        link(page, "4 lines").click();
        assertThat(page.locator("#transcript")).containsText("I shall look at <b>cart.py</b> first.");
    }

    @Test
    void anEndedIssuesPageSaysWhatToDoDifferently() {
        Page page = open(ISSUE);

        assertThat(page.locator("#retrospective .lessons li")).hasCount(3);
        assertThat(page.locator("#retrospective .lessons li").first()).containsText("(2 times)");
        assertThat(page.locator("#retrospective q").nth(1)).containsText("<script>alert(1)</script> vouchers");
        assertThat(page.locator("#retrospective .facts")).containsText("$0.043250");
        assertThat(page.locator("#retrospective tbody tr")).hasCount(3);
        assertThat(open("/issues/acme/shop/4").locator("#retrospective")).hasCount(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/?show=done", ISSUE, "/issues/acme/docs/1", ISSUE + "/runs/2"})
    void theBrowserHasNothingToComplainAbout(String path) {
        open(path).waitForLoadState(LoadState.NETWORKIDLE);

        assertThat(chromium.complaints()).isEmpty();
    }

    @Test
    void whatThePolicyForbidsIsHeard() {
        Page page = open("/");

        page.evaluate("document.head.append(Object.assign(document.createElement('script'), {text: 'ran = 1'}))");

        page.waitForCondition(chromium::complained);
        assertThat(chromium.complaints()).singleElement().asString().contains("Content Security Policy");
        assertThat(page.evaluate("typeof ran")).isEqualTo("undefined");
    }

    @Test
    void aChangeInTheStoreAppearsWithoutAReload() {
        Page page = open("/");
        page.evaluate("window.loadedOnce = true");

        retitle("Another title");

        assertThat(page.locator("#issues")).containsText("Another title");
        assertThat(page.evaluate("window.loadedOnce")).isEqualTo(true);
        assertThat(chromium.complaints()).isEmpty();
    }

    /** The figures are left below {@code target}. */
    @Test
    void aChangeIsOnScreenInLessThanASecond() throws Exception {
        Page page = open("/");
        List<String> asked = settled(page);
        long begun = System.nanoTime();
        List<Long> millis = new ArrayList<>();

        for (int i = 1; i <= 20; i++) {
            String title = "Title number " + i + ".";
            retitle(title);
            long committed = System.nanoTime();
            page.waitForFunction("text => document.querySelector('#issues').textContent.includes(text)", title);
            millis.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - committed));
        }

        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target", "live-latency.txt"), "commit to screen, ms: " + millis + "\n");
        assertThat(millis.stream().sorted().skip(10).findFirst().orElseThrow()).isLessThan(1000);
        // One request a change. What began before, and the look every 20 s that needs no change, may add some.
        long looks = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun) / 20;
        assertThat(asked).hasSizeBetween(20, (int) (23 + looks));
    }

    @Test
    void withoutAStreamThePageAsksByItself() {
        Page page = chromium.open(1280, 800, ColorScheme.LIGHT);
        page.route("**/events?*", route -> route.fulfill(new Route.FulfillOptions().setStatus(501)));
        page.navigate(server.address() + "/");
        assertThat(page.locator("#freshness")).hasText("Live");

        retitle("Found by asking");

        assertThat(page.locator("#issues")).containsText("Found by asking");
    }

    @Test
    void whatIsSelectedStaysUntilItIsLetGo() {
        Page page = open(ISSUE);
        page.evaluate("getSelection().selectAllChildren(document.querySelector('#timeline td'))");
        Object selected = page.evaluate("getSelection().toString()");

        change("insert into attempt_artifacts (issue_id, run_id, kind, content, sha256, created_at)"
                + " values (2, 6, 'report', '{}', repeat('f', 64), '2026-01-05 10:55Z')");
        change("insert into state_transitions"
                + " (issue_id, version, from_state, to_state, outcome, actor_kind, actor_name, reason, at)"
                + " values (2, 11, 'done', 'new', 'reopened', 'forge', 'ada', 'a new reason', '2026-01-05 11:00Z')");
        assertThat(page.locator("#artifacts > details")).hasCount(5);

        assertThat(page.locator("#timeline")).not().containsText("a new reason");
        assertThat(page.evaluate("getSelection().toString()")).isEqualTo(selected);
        page.evaluate("getSelection().removeAllRanges()");
        assertThat(page.locator("#timeline")).containsText("a new reason");
    }

    @Test
    void whatIsTypedStaysWhenTheSectionIsReplaced() {
        Page page = chromium.open(1280, 800, ColorScheme.LIGHT);
        // A form of the same section that changes: pages get theirs where there is something to do.
        page.route(server.address() + "/", route -> {
            APIResponse answer = route.fetch();
            route.fulfill(new Route.FulfillOptions()
                    .setResponse(answer)
                    .setBody(answer.text()
                            .replaceFirst("(<section id=\"issues\"[^>]*>)", "$1<input name=\"typed\" value=\"\">")));
        });
        page.navigate(server.address() + "/");
        assertThat(page.locator("#freshness")).hasText("Live");
        Locator field = page.locator("#issues input[name=typed]");
        field.fill("half a wor");
        page.evaluate("document.activeElement.blur()");

        retitle("Another title");

        assertThat(page.locator("#issues")).containsText("Another title");
        assertThat(field).hasValue("half a wor");
    }

    @Test
    void openDetailsFocusAndScrollSurviveAnUpdate() {
        Page page = open(ISSUE, 700, 500);
        Locator artifact = page.locator("#artifact-1");
        artifact.locator("> summary").focus();
        page.keyboard().press("Enter");
        assertThat(artifact).hasAttribute("open", "");
        page.evaluate("document.querySelector('#timeline .scroll').scrollLeft = 40");
        assertThat(((Number) page.evaluate("window.scrollY")).doubleValue()).isPositive();
        double place = artifact.boundingBox().y;

        change("insert into attempt_artifacts (issue_id, run_id, kind, content, sha256, created_at)"
                + " values (2, 6, 'report', '{}', repeat('f', 64), '2026-01-05 10:55Z')");
        change("insert into state_transitions"
                + " (issue_id, version, from_state, to_state, outcome, actor_kind, actor_name, reason, at)"
                + " values (2, 11, 'done', 'new', 'reopened', 'forge', 'ada', 'a new reason', '2026-01-05 11:00Z')");

        assertThat(page.locator("#artifacts > details")).hasCount(5);
        assertThat(page.locator("#timeline")).containsText("a new reason");
        assertThat(artifact).hasAttribute("open", "");
        assertThat(artifact.locator("> summary")).isFocused();
        // What is new stands above it, and what is looked at stays where it is.
        assertThat(artifact.boundingBox().y).isCloseTo(place, within(2.0));
        assertThat(page.evaluate("document.querySelector('#timeline .scroll').scrollLeft"))
                .isEqualTo(40);
    }

    @Test
    void theKeyboardAloneReachesAnIssue() {
        Page page = open("/");
        page.keyboard().press("Tab");
        assertThat(page.locator(".skip")).isFocused();
        Locator issue = page.locator("#issues").getByText("acme/shop#2", new Locator.GetByTextOptions().setExact(true));

        for (int i = 0; i < 40 && !(boolean) issue.evaluate("link => link === document.activeElement"); i++) {
            page.keyboard().press("Tab");
        }
        assertThat(issue).isFocused();
        page.keyboard().press("Enter");

        assertThat(page).hasURL(server.address() + ISSUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", ISSUE, "/issues/acme/docs/1", ISSUE + "/runs/2", "/nowhere"})
    void noPageScrollsSidewaysOnASmallScreen(String path) {
        Page page = open(path, 320, 640);

        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(320);
    }

    @ParameterizedTest
    @ValueSource(ints = {320, 768, 1280, 1920})
    void noFigureOfATileIsBrokenIntoLines(int width) {
        Page page = open("/", width, 800);

        assertThat(page.evaluate("""
                [...document.querySelectorAll(".tile .value")]
                  .filter((value) => value.getBoundingClientRect().height
                    > 1.5 * parseFloat(getComputedStyle(value).lineHeight)).length
                """)).isEqualTo(0);
    }

    @ParameterizedTest
    @CsvSource({
        "/, home, wide, 1280, LIGHT",
        "/, home, wide, 1280, DARK",
        "/, home, narrow, 360, LIGHT",
        "/, home, narrow, 360, DARK",
        "/issues/acme/shop/2, issue, wide, 1280, LIGHT",
        "/issues/acme/shop/2, issue, wide, 1280, DARK",
        "/issues/acme/shop/2, issue, narrow, 360, LIGHT",
        "/issues/acme/shop/2, issue, narrow, 360, DARK"
    })
    void picturesAreLeftForPeopleToLookAt(String path, String name, String size, int width, ColorScheme scheme) {
        Page page = open(path, width, 800, scheme);
        String file = name + "-" + size + "-" + scheme.name().toLowerCase(Locale.ROOT) + ".png";

        byte[] picture =
                page.screenshot(new ScreenshotOptions().setFullPage(true).setPath(SCREENSHOTS.resolve(file)));

        assertThat(picture).hasSizeGreaterThan(10_000);
    }

    @ParameterizedTest
    @CsvSource({"/?repository=acme/shop, home.png, 815", "/issues/acme/shop/2, issue.png, 1040"})
    void picturesOfTheDocumentationAreSmall(String path, String file, int height) {
        byte[] picture = open(path, 1280, height).screenshot(new ScreenshotOptions().setPath(IMAGES.resolve(file)));

        assertThat(picture).hasSizeBetween(10_000, 200_000);
    }

    private Page open(String path) {
        return open(path, 1280, 800);
    }

    private Page open(String path, int width, int height) {
        return open(path, width, height, ColorScheme.LIGHT);
    }

    /** Shows the page, and waits until its script runs. */
    private Page open(String path, int width, int height, ColorScheme scheme) {
        Page page = chromium.open(width, height, scheme);
        page.navigate(server.address() + path);
        if (!path.equals("/nowhere") && !path.contains("/runs/")) {
            assertThat(page.locator("#freshness")).hasText("Live");
        }
        return page;
    }

    private static Locator link(Page page, String name) {
        return page.getByRole(
                AriaRole.LINK, new GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator tile(Page page, String label) {
        return page.locator(".tile")
                .filter(new Locator.FilterOptions().setHasText(label))
                .locator(".value");
    }

    /** Waits until a change has come by the page's stream; the page's requests from then on. */
    private List<String> settled(Page page) {
        retitle("Settled.");
        assertThat(page.locator("#issues")).containsText("Settled.");
        List<String> asked = new ArrayList<>();
        page.onRequest(request -> {
            if (request.url().equals(page.url())) {
                asked.add(request.url());
            }
        });
        return asked;
    }

    /** As the engine does it: with a row that says so. */
    private void retitle(String title) {
        change("with said as (insert into audit_log (tenant_id, at, actor, action, subject, detail)"
                + " values (1, now(), 'forge:ada', 'edit-accepted', 'acme/shop#5', '{}') returning id)"
                + " update issues set title = '" + title + "' where id = 5");
    }

    private void change(String sql) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isEqualTo(1);
        } catch (SQLException failure) {
            throw new IllegalStateException(sql, failure);
        }
    }
}

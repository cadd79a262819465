package io.colony.runner;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.colony.testkit.SampleStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;

/**
 * The machine's own Chromium. Nothing is downloaded: the driver that speaks to it comes as a jar. Its clock stands at the
 * sample store's noon. What a page complains about is kept in {@link #complaints}.
 */
final class Chromium implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/bin/chromium");

    private final Playwright playwright;
    private final Browser browser;
    private final List<String> complaints = new ArrayList<>();

    Chromium() {
        if (!Files.isExecutable(PROGRAM)) {
            throw new IllegalStateException("The pages are tested in a browser, and there is no " + PROGRAM
                    + ". Install it (Debian, Ubuntu: apt-get install chromium), or run bin/verify, which does.");
        }
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new LaunchOptions()
                        .setExecutablePath(PROGRAM)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--no-first-run")));
    }

    /** A page in a context of its own whose clock is the machine's, so that it can be asked how long things took. */
    Page openUntouched(int width, int height) {
        Page page = browser.newContext(new NewContextOptions().setViewportSize(width, height))
                .newPage();
        page.setDefaultTimeout(15_000);
        return page;
    }

    /** A page in a context of its own, so that nothing is left of earlier ones. */
    Page open(int width, int height, ColorScheme scheme) {
        BrowserContext context = browser.newContext(new NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(scheme)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setTimezoneId("UTC"));
        Page page = context.newPage();
        page.setDefaultTimeout(15_000);
        page.clock().setFixedTime(Date.from(SampleStore.NOW));
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        return page;
    }

    boolean complained() {
        return !complaints.isEmpty();
    }

    /** Errors and warnings of all pages since the last call: the scripts', and what the content policy forbade. */
    List<String> complaints() {
        List<String> all = List.copyOf(complaints);
        complaints.clear();
        return all;
    }

    /** So that no page goes on asking a server that is stopped. */
    void closePages() {
        List.copyOf(browser.contexts()).forEach(BrowserContext::close);
        complaints.clear();
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}

package io.jenkins.plugins.colony.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.config.HostedSettings;
import io.colony.engine.config.LoadedSettings;
import io.colony.testkit.SampleStore;
import io.colony.testkit.TestDatabase;
import io.colony.web.FramedPage;
import io.colony.web.access.FormTokens;
import io.colony.web.access.RequestGuard;
import io.colony.web.access.Role;
import io.colony.web.host.CrumbGuard;
import io.colony.web.host.HostAccess;
import io.colony.web.host.MountedRequest;
import io.colony.web.host.OpenStore;
import io.colony.web.host.Where;
import io.jenkins.plugins.colony.configuration.Choice;
import io.jenkins.plugins.colony.configuration.SettingsFromJenkins;
import io.jenkins.plugins.colony.configuration.StoreChoice;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.ee9.servlet.ServletContextHandler;
import org.eclipse.jetty.ee9.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages in a servlet that stands where Stapler does: at the root of a context, with the address to itself. */
class PagesInJenkinsIT {
    @TempDir
    private static Path directory;

    private static final Server SERVER = new Server(0);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final TestDatabase DATABASE = TestDatabase.create();
    private static volatile Set<Role> roles = EnumSet.allOf(Role.class);
    /** The repository that the visitor has these roles for; empty for all of Jenkins. */
    private static volatile String part = "";

    private static OpenStore store;

    private static final Map<String, String> SECRETS =
            Map.of("COLONY_WEBHOOKS_SECRET", "a-secret-of-hooks-0123456789abcdef");
    private static final String AROUND = "Jenkins, Colony, ";

    /** As Jenkins hands a request to the root action. */
    private static final class Jenkins extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws ServletException, IOException {
            String path = request.getServletPath()
                    + Optional.ofNullable(request.getPathInfo()).orElse("");
            store.serve(new MountedRequest(request, "/colony", path.replaceFirst("^/colony", "")), response);
            if (request.getAttribute(FramedPage.ATTRIBUTE) instanceof FramedPage page) {
                response.setContentType("text/html; charset=utf-8");
                response.getWriter().print(AROUND + page.title() + page.markup());
            }
        }
    }

    @BeforeAll
    static void start() throws Exception {
        SampleStore.fill(DATABASE);
        LoadedSettings loaded = SettingsFromJenkins.load(
                directory,
                new Choice(new StoreChoice(DATABASE.settings().url().replaceFirst("[?].*", ""), "")),
                Optional.of(new HostedSettings.Login(
                        DATABASE.settings().user(),
                        DATABASE.settings().password().reveal())),
                SECRETS);
        store = OpenStore.open(
                "jenkins-test",
                HostedSettings.store(loaded),
                loaded,
                SECRETS,
                new HostAccess(
                        () -> "ada",
                        (role, where) -> roles.contains(role)
                                && (part.isEmpty()
                                        || where.map(Where::repository)
                                                .filter(part::equals)
                                                .isPresent()),
                        "Ask for the permission Read of the group Colony."),
                new CrumbGuard(
                        request -> Optional.of(new RequestGuard.Field("Jenkins-Crumb", "c0ffee")),
                        new FormTokens(new SecureRandom())));
        ServletContextHandler context = new ServletContextHandler();
        context.setContextPath("/ci");
        context.addServlet(new ServletHolder(new Jenkins()), "/*");
        SERVER.setHandler(context);
        SERVER.start();
    }

    @AfterAll
    static void stop() throws Exception {
        SERVER.stop();
        store.close();
        DATABASE.close();
    }

    @Test
    void showsTheFirstPageBelowItsAddress() throws Exception {
        HttpResponse<String> home = get("/colony/");
        assertThat(home.statusCode()).isEqualTo(200);
        assertThat(home.body())
                .startsWith(AROUND + "Home<div class=\"colony-frame\"")
                .contains("<main id=\"main\"", "data-live=\"2000\"")
                .doesNotContain("<html", "<head", "<script", "<style", "Signed in as", "colony/events");
    }

    @Test
    void leavesWhatABrowserMayDoOnItsPagesToJenkins() throws Exception {
        assertThat(get("/colony/").headers().map()).doesNotContainKeys("Content-Security-Policy", "X-Frame-Options");
        assertThat(get("/colony/api/v1/issues").headers().map()).containsKey("Content-Security-Policy");
    }

    @Test
    void showsWhatIsWrongInJenkinsToo() throws Exception {
        HttpResponse<String> missing = get("/colony/nowhere");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.body()).startsWith(AROUND).contains("id=\"problem\"");
    }

    @Test
    void thePagesOwnScriptGetsThePartAloneAndNotTwice() throws Exception {
        HttpResponse<String> part = get("/colony/board", "Colony-Part", "main");
        assertThat(part.body()).startsWith("<div class=\"colony-frame\"");
        String tag = part.headers().firstValue("ETag").orElseThrow();
        assertThat(get("/colony/board", "Colony-Part", "main", "If-None-Match", tag)
                        .statusCode())
                .isEqualTo(304);
    }

    @Test
    void stylesHoldForOurPartAlone() throws Exception {
        assertThat(get("/colony/assets/framed.css").body())
                .startsWith(".colony {")
                .contains("var(--background)");
    }

    @Test
    void takesNoWebhookWithoutASignature() throws Exception {
        HttpResponse<String> refused = CLIENT.send(
                request("/colony" + store.webhookPath())
                        .header("Content-Type", "application/json")
                        .header("X-GitHub-Event", "ping")
                        .header("X-GitHub-Delivery", "0a1b2c3d-0000-4000-8000-0123456789ab")
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(refused.statusCode()).isEqualTo(401);
    }

    @Test
    void servesStylesAndApiBelowItsAddress() throws Exception {
        assertThat(get("/colony/assets/colony.css").statusCode()).isEqualTo(200);
        assertThat(get("/colony/api/v1/issues")
                        .headers()
                        .firstValue("Content-Type")
                        .orElse(""))
                .startsWith("application/json");
    }

    @Test
    void keepsAChoiceForItsAddressAlone() throws Exception {
        assertThat(get("/colony/?lang=zh").headers().allValues("Set-Cookie"))
                .singleElement()
                .asString()
                .startsWith("colony-lang=zh; Path=/ci/colony/;");
    }

    @Test
    void aPermissionForARepositoryIsForThePagesOfItsIssuesAlone() throws Exception {
        part = "acme/shop";
        try {
            assertThat(get("/colony/issues/acme/shop/1").statusCode()).isEqualTo(200);
            assertThat(get("/colony/api/v1/issues/acme/shop/1").statusCode()).isEqualTo(200);
            for (String other : List.of("/colony/", "/colony/issues", "/colony/issues/acme/other/1", "/colony/audit")) {
                assertThat(get(other).statusCode()).as(other).isEqualTo(403);
            }
        } finally {
            part = "";
        }
    }

    @Test
    void showsNobodyWhatTheyMayNotRead() throws Exception {
        roles = EnumSet.of(Role.OPERATE);
        try {
            HttpResponse<String> refused = get("/colony/");
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).contains("the permission Read of the group Colony");
        } finally {
            roles = EnumSet.allOf(Role.class);
        }
    }

    @Test
    void holdsNoRequestOpenForEvents() throws Exception {
        HttpResponse<String> events = get("/colony/events");
        assertThat(events.statusCode()).isNotEqualTo(200);
    }

    private static HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = request(path);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String path) {
        int port = ((ServerConnector) SERVER.getConnectors()[0]).getLocalPort();
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/ci" + path));
    }
}

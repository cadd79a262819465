package io.jenkins.plugins.colony.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.testkit.SampleStore;
import io.colony.testkit.TestDatabase;
import io.colony.web.access.FormTokens;
import io.colony.web.access.RequestGuard;
import io.colony.web.access.Role;
import io.jenkins.plugins.colony.access.CrumbGuard;
import io.jenkins.plugins.colony.access.JenkinsAccess;
import io.jenkins.plugins.colony.configuration.Choice;
import io.jenkins.plugins.colony.configuration.SettingsFromJenkins;
import io.jenkins.plugins.colony.configuration.StoreChoice;
import io.jenkins.plugins.colony.store.OpenStore;
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
    private static OpenStore store;

    /** As Jenkins hands a request to the root action. */
    private static final class Jenkins extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws ServletException, IOException {
            String path = request.getServletPath()
                    + Optional.ofNullable(request.getPathInfo()).orElse("");
            store.serve(new MountedRequest(request, "/colony", path.replaceFirst("^/colony", "")), response);
        }
    }

    @BeforeAll
    static void start() throws Exception {
        SampleStore.fill(DATABASE);
        store = OpenStore.open(
                "jenkins-test",
                SettingsFromJenkins.load(
                        directory,
                        new Choice(new StoreChoice(DATABASE.settings().url().replaceFirst("[?].*", ""), "")),
                        Optional.of(new SettingsFromJenkins.Login(
                                DATABASE.settings().user(),
                                DATABASE.settings().password().reveal())),
                        Map.of()),
                Map.of(),
                new JenkinsAccess(() -> "ada", role -> roles.contains(role)),
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
        assertThat(home.body()).contains("Signed in as", "ada", "href=\"./assets/colony.css\"");
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

    private static HttpResponse<String> get(String path) throws Exception {
        int port = ((ServerConnector) SERVER.getConnectors()[0]).getLocalPort();
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/ci" + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}

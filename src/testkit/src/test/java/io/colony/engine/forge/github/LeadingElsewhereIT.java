package io.colony.engine.forge.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.colony.engine.forge.ForgeException;
import io.colony.engine.secret.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A code host, or somebody on the way to it, that would have us ask an inner address: by redirects and by links to pages. */
class LeadingElsewhereIT {
    private final List<String> reached = new CopyOnWriteArrayList<>();
    private HttpServer host;
    private HttpServer inner;

    @BeforeEach
    void start() throws IOException {
        host = server();
        inner = server();
        inner.createContext("/", exchange -> {
            reached.add(exchange.getRequestURI().toString());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
    }

    private static HttpServer server() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        return server;
    }

    @AfterEach
    void stop() {
        host.stop(0);
        inner.stop(0);
    }

    private static int port(HttpServer server) {
        return server.getAddress().getPort();
    }

    /** What the host says of where to go on: its own port for HOST, the other one's for INNER. */
    private String put(String text) {
        return text.replace("HOST", Integer.toString(port(host))).replace("INNER", Integer.toString(port(inner)));
    }

    private Api api() {
        ApiUrl url = ApiUrl.of(URI.create("http://127.0.0.1:" + port(host)));
        Wire.Parts parts = new Wire.Parts(url, new HttpTransport(), new EtagCache(10, 1_000), pause -> {});
        Wire wire = new Wire(
                "test",
                parts,
                TokenSource.fixed(Secret.of("a-token")),
                new Governor("test", InstantSource.system(), 0));
        return new Api(wire, Lane.READ);
    }

    private void answers(int status, Map<String, String> headers, String body) {
        host.createContext("/", exchange -> {
            headers.forEach(exchange.getResponseHeaders()::set);
            byte[] bytes = body.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:INNER/latest/meta-data",
                "//127.0.0.1:INNER/latest/meta-data",
                "http://127.0.0.1:HOST@127.0.0.1:INNER/x",
                "http://localhost:INNER/x",
                "http://127.0.0.1:INNER#@127.0.0.1:HOST/",
                "http:127.0.0.1:INNER/x",
                "\\\\127.0.0.1:INNER/x",
                "http://127.1:INNER/x",
                "file:///etc/passwd"
            })
    void aRedirectReachesNoOtherServer(String location) {
        answers(302, Map.of("Location", put(location)), "");

        assertThatThrownBy(() -> api().get("/user")).isInstanceOf(ForgeException.class);
        assertThat(reached).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:INNER/page",
                "//127.0.0.1:INNER/page",
                "http://127.0.0.1:HOST@127.0.0.1:INNER/page",
                "ftp://127.0.0.1:INNER/page",
                "mailto:somebody"
            })
    void aLinkToTheNextPageReachesNoOtherServer(String link) {
        answers(200, Map.of("Link", "<" + put(link) + ">; rel=\"next\""), "[]");

        assertThatThrownBy(() -> api().list("/repos/a/b/issues").toList()).isInstanceOf(ForgeException.class);
        assertThat(reached).isEmpty();
    }

    @Test
    void aLinkThatIsNoAddressIsSaidAsATroubleOfTheHost() {
        answers(200, Map.of("Link", "<http://exa mple/%zz>; rel=\"next\""), "[]");

        assertThatThrownBy(() -> api().list("/repos/a/b/issues").toList()).isInstanceOf(ForgeException.class);
    }
}

package io.colony.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.ee9.servlet.ServletContextHandler;
import org.eclipse.jetty.ee9.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests as a browser sends them at the wish of another site's page, and as our own forms make it. */
class FormTokensIT {
    private static final FormTokens TOKENS = new FormTokens(new SecureRandom());
    private static final Visitor ANN = new Visitor("ann", Set.of(Role.OPERATE));
    private static final Visitor BOB = new Visitor("bob", Set.of(Role.OPERATE));
    private static final String FORM = "application/x-www-form-urlencoded";

    private static Server server;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        ServletContextHandler context = new ServletContextHandler();
        context.addServlet(new ServletHolder(new Guarded()), "/*");
        server.setHandler(context);
        server.start();
        port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    }

    @AfterAll
    static void stop() throws Exception {
        server.stop();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "our own form | FORM | - | - | token=ANN | 200",
                "our own form in a browser | FORM | Origin: http://HOST; Sec-Fetch-Site: same-origin | - | token=ANN&reason=x | 200",
                "typed address bar | FORM | Sec-Fetch-Site: none | - | token=ANN | 200",
                "a program's JSON | application/json | - | - | {} | 200",
                "JSON with a charset | application/json; charset=utf-8 | - | - | {} | 200",
                "JSON in capitals | Application/JSON | - | - | {} | 200",
                "no token | FORM | - | - | reason=x | 403",
                "an empty token | FORM | - | - | token= | 403",
                "a wrong token | FORM | - | - | token=AAAA | 403",
                "somebody else's token | FORM | - | - | token=BOB | 403",
                "a token and a second one | FORM | - | - | token=ANN&token=AAAA | 403",
                "the token twice | FORM | - | - | token=ANN&token=ANN | 403",
                "the token in the address | FORM | - | token=ANN | - | 403",
                "the token in the address, escaped | FORM | - | to%6ben=ANN | - | 403",
                "in the address as well | FORM | - | token=ANN | token=ANN | 403",
                "another site | FORM | Origin: http://evil.example | - | token=ANN | 403",
                "another port | FORM | Origin: http://127.0.0.1:1 | - | token=ANN | 403",
                "our name as a part of theirs | FORM | Origin: http://HOST.evil.example | - | token=ANN | 403",
                "our name as their user | FORM | Origin: http://HOST@evil.example | - | token=ANN | 403",
                "a sandboxed frame | FORM | Origin: null | - | token=ANN | 403",
                "no origin at all | FORM | Origin: | - | token=ANN | 403",
                "two origins | FORM | Origin: http://HOST; Origin: http://evil.example | - | token=ANN | 403",
                "another site by its mode | FORM | Sec-Fetch-Site: cross-site | - | token=ANN | 403",
                "a neighbour's site | FORM | Sec-Fetch-Site: same-site | - | token=ANN | 403",
                "JSON of another site | application/json | Origin: http://evil.example | - | {} | 403",
                "JSON as text | text/plain | - | - | {} | 403",
                "JSON as text with a hint | text/plain; application/json | - | - | {} | 403",
                "JSON's cousin | application/json-patch+json | - | - | {} | 403",
                "two types in one | application/x-www-form-urlencoded, application/json | - | - | token=ANN | 403",
                "no type | - | - | - | token=ANN | 403",
                "multipart | multipart/form-data; boundary=x | - | - | MULTIPART | 403"
            })
    void onlyWhatOurPageSentIsMeant(String what, String type, String headers, String query, String body, int status)
            throws Exception {
        String content = filled(body == null ? "" : body);
        String request = Stream.of(
                        "POST /act" + (query == null ? "" : "?" + filled(query)) + " HTTP/1.1",
                        "Host: HOST",
                        headers == null ? "X-None: x" : headers.strip().replace("; ", "\r\n"),
                        type == null ? "X-None: x" : "Content-Type: " + type.replace("FORM", FORM),
                        "Content-Length: " + content.length(),
                        "Connection: close",
                        "",
                        content)
                .collect(Collectors.joining("\r\n"))
                .replace("HOST", "127.0.0.1:" + port);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).as(request).startsWith("HTTP/1.1 " + status + " ");
        }
    }

    private static String filled(String text) {
        return text.replace(
                        "MULTIPART", "--x\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\nANN\r\n--x--\r\n")
                .replace("ANN", token(ANN))
                .replace("BOB", token(BOB));
    }

    private static String token(Visitor visitor) {
        return Guarded.token(visitor);
    }

    /** Answers 200 where the request was meant by Ann. */
    private static final class Guarded extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("NullAway") // the field does not depend on the request
        static String token(Visitor visitor) {
            return TOKENS.field(null, visitor).value();
        }

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) {
            response.setStatus(TOKENS.meant(request, ANN) ? 200 : 403);
        }
    }
}

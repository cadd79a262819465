package io.colony.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.config.HttpSettings;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the server takes a request for, and how much of one it takes. */
class ProxyHeadersIT {
    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "X-Forwarded-For: 192.0.2.7 | true | 192.0.2.7 false",
                "X-Forwarded-For: 198.51.100.9, 192.0.2.7 | true | 192.0.2.7 false",
                "X-Forwarded-For: 2001:db8::7 | true | 2001:db8::7 false",
                "X-Forwarded-For: [2001:db8::7]:4711 | true | 2001:db8::7 false",
                "X-Forwarded-For: 192.0.2.7:4711 | true | 192.0.2.7 false",
                "X-Forwarded-For: no-address | true | 127.0.0.1 false",
                "X-Forwarded-Proto: https | true | 127.0.0.1 true",
                "X-Forwarded-Proto: https, http | true | 127.0.0.1 false",
                "X-Forwarded-Host: evil.example | true | 127.0.0.1 false",
                "X-Forwarded-For: 192.0.2.7 | false | 127.0.0.1 false",
                "X-Forwarded-Proto: https | false | 127.0.0.1 false"
            })
    void aProxyIsBelievedItsLastWordAndOnlyWhereThereIsOne(String header, boolean behindProxy, String seen)
            throws Exception {
        HttpSettings settings = new HttpSettings("127.0.0.1", 0, Set.of(), Optional.empty(), behindProxy);
        try (PagesServer server = PagesServer.start(settings, new Mirror())) {
            String answer = ask(server, "GET / HTTP/1.1\r\nHost: x\r\n" + header + "\r\nConnection: close\r\n\r\n");
            assertThat(answer).endsWith("\r\n\r\n" + seen);
        }
    }

    @Test
    void aFormOfUnstatedLengthIsReadToItsLimitAndNoFurther() throws Exception {
        try (PagesServer server = PagesServer.start(new HttpSettings("127.0.0.1", 0), new Mirror())) {
            String head = String.join(
                    "\r\n",
                    "POST / HTTP/1.1",
                    "Host: x",
                    "Content-Type: application/x-www-form-urlencoded",
                    "Transfer-Encoding: chunked",
                    "Connection: close",
                    "",
                    "");
            String big = "a=" + "x".repeat(70_000);
            assertThat(ask(server, head + chunk(big) + "0\r\n\r\n")).startsWith("HTTP/1.1 4");
            assertThat(ask(server, head + chunk("x=1&".repeat(101)) + "0\r\n\r\n"))
                    .startsWith("HTTP/1.1 4");
            assertThat(ask(server, head + chunk("a=b") + "0\r\n\r\n")).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void headersAreLimitedAndTraceEchoesNothing() throws Exception {
        try (PagesServer server = PagesServer.start(new HttpSettings("127.0.0.1", 0), new Mirror())) {
            assertThat(ask(
                            server,
                            "GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + "x".repeat(20_000)
                                    + "\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 431 ");
            assertThat(ask(server, "TRACE / HTTP/1.1\r\nHost: x\r\nX-Secret: s3cret\r\nConnection: close\r\n\r\n"))
                    .doesNotContain("s3cret");
        }
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    private static String ask(PagesServer server, String request) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return answer(socket.getInputStream());
        }
    }

    /** Up to its end; a server that has refused may close hard. */
    private static String answer(InputStream stream) {
        StringBuilder text = new StringBuilder();
        try {
            for (int next = stream.read(); next >= 0; next = stream.read()) {
                text.append((char) next);
            }
        } catch (SocketTimeoutException silent) {
            throw new AssertionError("no answer within 10 s; so far: " + text, silent);
        } catch (IOException closed) {
            // What came so far counts.
        }
        return text.toString();
    }

    private static final class Mirror extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            if (request.getMethod().equals("TRACE")) {
                response.setStatus(405);
                return;
            }
            request.getParameterMap();
            byte[] text = (request.getRemoteAddr() + " " + request.isSecure()).getBytes(StandardCharsets.US_ASCII);
            response.setContentLength(text.length);
            response.getOutputStream().write(text);
        }
    }
}

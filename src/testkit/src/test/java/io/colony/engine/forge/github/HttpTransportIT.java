package io.colony.engine.forge.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class HttpTransportIT {
    private final AtomicLong sent = new AtomicLong();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer host;

    @BeforeEach
    void start() throws IOException {
        host = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        host.setExecutor(threads);
        host.createContext("/endless", exchange -> {
            byte[] piece = "x".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                while (sent.get() < 4L << 30) {
                    body.write(piece);
                    sent.addAndGet(piece.length);
                }
            }
        });
        host.createContext("/usual", exchange -> {
            byte[] text = "{\"name\": \"Ångström\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, text.length);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(text);
            }
        });
        host.start();
    }

    @AfterEach
    void stop() {
        host.stop(0);
        threads.shutdownNow();
    }

    private Answer get(String path) throws IOException {
        URI uri = URI.create("http://127.0.0.1:" + host.getAddress().getPort() + path);
        return new HttpTransport().send(Call.get(uri, Lane.READ), Map.of());
    }

    @Test
    @Timeout(60)
    void anAnswerWithoutEndIsGivenUpBeforeItFillsTheMemory() {
        assertThatThrownBy(() -> get("/endless"))
                .isInstanceOf(AnswerTooLong.class)
                .hasMessageContaining("longer than " + HttpTransport.MOST_BYTES + " bytes");
        assertThat(sent.get()).isLessThan(256L << 20);
    }

    @Test
    void anAnswerIsReadWhole() throws IOException {
        assertThat(get("/usual").body()).isEqualTo("{\"name\": \"Ångström\"}");
    }
}

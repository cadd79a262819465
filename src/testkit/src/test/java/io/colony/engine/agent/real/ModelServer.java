package io.colony.engine.agent.real;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A model's provider on loopback, which speaks the interfaces of three of them and says what a script says. It keeps no
 * conversation: how many tools have been run is read from each request.
 */
public final class ModelServer implements AutoCloseable {
    static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final List<HttpExchange> open = new CopyOnWriteArrayList<>();
    private final Script script;

    /** What the model says. */
    @FunctionalInterface
    public interface Script {
        /**
         * The next reply.
         *
         * @param request all that the program sent
         * @param toolsRun how many tools it has run so far
         */
        Reply reply(String request, int toolsRun);
    }

    /** A request that came. */
    public record Asked(String path, String key, JsonNode body) {}

    /** What the model does next. */
    public sealed interface Reply {
        /** Its last word. */
        record Say(String text) implements Reply {}

        /** It has a command run, by whatever the program calls its shell. */
        record Shell(String command) implements Reply {}

        /** The provider answers with an error. */
        record Refuse(int status, String message) implements Reply {}

        /** Nothing comes. */
        record Silence() implements Reply {}
    }

    private ModelServer(Script script) throws IOException {
        this.script = script;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        this.server.setExecutor(threads);
        this.server.createContext("/", this::answer);
    }

    public static ModelServer start(Script script) {
        try {
            ModelServer started = new ModelServer(script);
            started.server.start();
            return started;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        open.forEach(HttpExchange::close);
        server.stop(0);
        threads.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        JsonNode body = text.startsWith("{") ? MAPPER.readTree(text) : MAPPER.createObjectNode();
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
            return;
        }
        asked.add(new Asked(path, key(exchange), body));
        ModelDialect dialect = ModelDialect.of(path, body);
        switch (dialect.judge(script.reply(text, dialect.toolsRun()))) {
            case ModelDialect.Answer.Body(int status, String type, List<String> chunks) ->
                send(exchange, status, type, chunks);
            case ModelDialect.Answer.Nothing() -> open.add(exchange);
        }
    }

    private static String key(HttpExchange exchange) {
        List<String> found = new ArrayList<>();
        for (String header : List.of("Authorization", "x-api-key", "x-goog-api-key")) {
            String value = exchange.getRequestHeaders().getFirst(header);
            if (value != null) {
                found.add(value.replace("Bearer ", ""));
            }
        }
        return String.join(" ", found);
    }

    private static void send(HttpExchange exchange, int status, String type, List<String> chunks) throws IOException {
        exchange.getResponseHeaders().set("content-type", type);
        exchange.getResponseHeaders().set("retry-after", "1");
        exchange.sendResponseHeaders(status, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            for (String chunk : chunks) {
                out.write(chunk.getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (IOException gone) {
            // The program was killed while it was being answered, as some tests want it.
            exchange.close();
        }
    }
}

package io.colony.bench.readers;

import io.colony.bench.BenchException;
import io.colony.bench.harness.Latencies;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Waits for the server: until its pages no longer change, and until it has noticed that nobody reads any more. */
final class Stillness {
    /** Longer than the server keeps a page, than it waits between two looks at the store, and than readers wait. */
    private static final Duration STILL = Duration.ofSeconds(2);

    private static final int PATIENCE = 15;

    private static final Pattern NO_STREAMS = Pattern.compile("(?m)^colony_event_streams 0(\\.0)?$");

    /** It writes to an open page every 15 s, and the second write to one that was closed fails. */
    private static final Duration NOTICED = Duration.ofSeconds(60);

    private final URI server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Stillness(URI server) {
        this.server = server;
    }

    /** A page as it is, and its version. */
    record Page(String tag, String text) {}

    /** Returns once no page waits for changes: closed ones count until then, and one person may have only so many. */
    void awaitNobody() {
        long until = System.nanoTime() + NOTICED.toNanos();
        while (!NO_STREAMS.matcher(ask("/prometheus").text()).find()) {
            if (System.nanoTime() > until) {
                throw new BenchException("Pages that were closed still count " + NOTICED.toSeconds()
                        + " s later (colony_event_streams).");
            }
            Latencies.pause(Duration.ofMillis(500));
        }
    }

    /** The pages, asked for as by somebody who has never seen them, once two looks one after the other found the same. */
    Map<String, Page> await(Collection<String> paths) {
        Map<String, Page> before = look(paths);
        for (int look = 0; look < PATIENCE; look++) {
            Latencies.pause(STILL);
            Map<String, Page> now = look(paths);
            if (now.equals(before)) {
                return now;
            }
            before = now;
        }
        throw new BenchException("The pages went on changing after all work was done.");
    }

    private Map<String, Page> look(Collection<String> paths) {
        Map<String, Page> pages = new LinkedHashMap<>();
        paths.forEach(path -> pages.put(path, ask(path)));
        return pages;
    }

    private Page ask(String path) {
        try {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(server.resolve(path))
                            .header("Accept-Language", "en")
                            .timeout(Duration.ofSeconds(30))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new BenchException(path + " answered " + answer.statusCode() + ".");
            }
            return new Page(answer.headers().firstValue("ETag").orElse(""), answer.body());
        } catch (IOException failure) {
            throw new BenchException(path + " could not be read: " + failure.getMessage(), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new BenchException("The run was interrupted.", interrupted);
        }
    }
}

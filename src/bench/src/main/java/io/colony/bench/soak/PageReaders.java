package io.colony.bench.soak;

import io.colony.bench.harness.Latencies;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** People who look: half of them at pages that keep themselves up to date, half of them from page to page. */
final class PageReaders implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final List<String> PAGES =
            List.of("/", "/board", "/attention", "/workers", "/cost", "/audit", "/issues.csv", "/prometheus");

    private final URI address;
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicLong read = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();

    PageReaders(URI address, int readers) {
        this.address = address;
        for (int i = 0; i < readers; i++) {
            int first = i;
            threads.add(Thread.ofVirtual().start(() -> read(first)));
        }
    }

    /** Pages that were read whole. */
    long read() {
        return read.get();
    }

    /** Pages that were answered with another status than 200, or not at all. */
    long refused() {
        return refused.get();
    }

    private void read(int first) {
        try (HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build()) {
            for (int at = first; !over.get(); at++) {
                if (first % 2 == 0) {
                    listen(client);
                } else {
                    page(client, PAGES.get(at % PAGES.size()));
                }
                Latencies.pause(PAUSE);
            }
            client.shutdownNow();
        }
    }

    private void page(HttpClient client, String path) {
        try {
            int status = client.send(
                            HttpRequest.newBuilder(address.resolve(path))
                                    .timeout(PATIENCE)
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
            (status == 200 ? read : refused).incrementAndGet();
        } catch (IOException failure) {
            refused.incrementAndGet();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Holds an event stream until it ends, a while at most, as somebody who goes elsewhere then. */
    private void listen(HttpClient client) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        try (InputStream events = client.send(
                        HttpRequest.newBuilder(address.resolve("/events?topic=issues"))
                                .build(),
                        BodyHandlers.ofInputStream())
                .body()) {
            byte[] part = new byte[4096];
            while (!over.get() && System.nanoTime() < until && events.read(part) >= 0) {
                read.incrementAndGet();
            }
        } catch (IOException failure) {
            refused.incrementAndGet();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        over.set(true);
        threads.forEach(Thread::interrupt);
    }
}

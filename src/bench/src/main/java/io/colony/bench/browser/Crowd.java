package io.colony.bench.browser;

import io.colony.bench.BenchException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** All readers, on one thread. What is asked of it from elsewhere is done on that thread. */
final class Crowd implements Runnable {
    private final Selector selector;
    private final InetSocketAddress server;
    private final InstantSource clock = InstantSource.system();
    private final Tally tally = new Tally();
    private final List<Reader> readers = new ArrayList<>();
    // Times of this clock may overflow: only their differences count.
    private final PriorityQueue<Alarm> alarms =
            new PriorityQueue<>((first, second) -> Long.signum(first.at() - second.at()));
    private final Queue<Runnable> acts = new ConcurrentLinkedQueue<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(256 * 1024);

    private record Alarm(Reader reader, long at) {}

    Crowd(InetSocketAddress server) {
        this.server = server;
        try {
            this.selector = Selector.open();
        } catch (IOException failure) {
            throw new BenchException("No selector can be had: " + failure.getMessage(), failure);
        }
    }

    /** Has something done on the crowd's thread and waits for its result. */
    <T> T ask(Supplier<T> act) {
        CompletableFuture<T> result = new CompletableFuture<>();
        acts.add(() -> {
            try {
                result.complete(act.get());
            } catch (RuntimeException failure) {
                result.completeExceptionally(failure);
            }
        });
        selector.wakeup();
        return result.join();
    }

    /** Opens so many readers of each page. */
    Report open(Map<String, Integer> pages, String watched) {
        close();
        pages.forEach((path, count) -> {
            for (int i = 0; i < count; i++) {
                readers.add(new Reader(path, path.equals(watched), this));
            }
        });
        tally.clear();
        readers.forEach(Reader::begin);
        return report();
    }

    Report clear() {
        tally.clear();
        return report();
    }

    Report close() {
        readers.forEach(Reader::close);
        readers.clear();
        alarms.clear();
        return report();
    }

    Report report() {
        Map<String, Map<String, Integer>> views = new TreeMap<>();
        readers.forEach(reader ->
                views.computeIfAbsent(reader.path(), path -> new TreeMap<>()).merge(reader.tag(), 1, Integer::sum));
        return new Report(
                (int) readers.stream().filter(Reader::ready).count(),
                tally.counts(),
                tally.problems(),
                views,
                readers.stream().filter(Reader::watched).map(Reader::sighting).toList());
    }

    @Override
    public void run() {
        try {
            while (true) {
                selector.select(this::serve, patience());
                for (Runnable act = acts.poll(); act != null; act = acts.poll()) {
                    act.run();
                }
                ring();
            }
        } catch (IOException failure) {
            throw new BenchException("The readers' connections cannot be watched: " + failure.getMessage(), failure);
        }
    }

    private void serve(SelectionKey key) {
        Line line = (Line) key.attachment();
        try {
            if (key.isValid()) {
                line.ready(key, buffer);
            }
        } catch (IOException broken) {
            line.lost();
        }
    }

    /** In milliseconds; 0 waits for good. */
    private long patience() {
        Alarm first = alarms.peek();
        return first == null ? 0 : Math.max(1, TimeUnit.NANOSECONDS.toMillis(first.at() - System.nanoTime()));
    }

    private void ring() {
        long now = System.nanoTime();
        for (Alarm first = alarms.peek(); first != null && first.at() - now <= 0; first = alarms.peek()) {
            alarms.poll();
            first.reader().due(first.at(), now);
        }
    }

    /** Has the reader looked at then. */
    void wake(Reader reader, long at) {
        alarms.add(new Alarm(reader, at));
    }

    Tally tally() {
        return tally;
    }

    Selector selector() {
        return selector;
    }

    InetSocketAddress server() {
        return server;
    }

    /** Of the machine's clock. */
    long micros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
    }
}

package io.colony.bench.browser;

import io.colony.bench.BenchException;
import io.colony.bench.browser.Report.Sighting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One reader with one page open: loads it, listens for its changes on a connection of their own, and asks for it again as
 * its script does. Used by the selector's thread.
 */
final class Reader implements AutoCloseable {
    private static final String COMMON = """
            User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36\r
            Accept-Language: en\r
            Accept-Encoding: gzip, deflate, br, zstd\r
            Connection: keep-alive\r
            """;

    private final String path;
    private final boolean watched;
    private final Crowd crowd;
    private final String host;
    private final Tally tally;
    private final Line pages;
    private final Line stream;
    private final LivePage script;
    private final List<Long> signals = new ArrayList<>();
    private final Map<Integer, Long> shown = new TreeMap<>();
    private String tag = "";
    private boolean loaded;
    private boolean streaming;
    private boolean resent;
    private int mark;
    private long alarm;

    /** @param watched whether to note when its marks are shown */
    Reader(String path, boolean watched, Crowd crowd) {
        this.path = path;
        this.watched = watched;
        this.crowd = crowd;
        this.host = crowd.server().getHostString() + ":" + crowd.server().getPort();
        this.tally = crowd.tally();
        this.pages = new Line(crowd.selector(), crowd.server(), new PageOwner());
        this.stream = new Line(crowd.selector(), crowd.server(), new StreamOwner());
        this.script = new LivePage(System.nanoTime());
    }

    String path() {
        return path;
    }

    /** What it last saw of the page. */
    String tag() {
        return tag;
    }

    boolean ready() {
        return streaming && !tag.isEmpty();
    }

    boolean watched() {
        return watched;
    }

    Sighting sighting() {
        return new Sighting(signals, shown);
    }

    /** Loads the page. */
    void begin() {
        ask();
    }

    /** A time has come at which it wanted to be woken; an older wish no longer counts. */
    void due(long wanted, long now) {
        if (wanted == alarm) {
            if (script.due(now)) {
                ask();
            }
            sleep();
        }
    }

    private void sleep() {
        if (script.wakeAt() != alarm) {
            alarm = script.wakeAt();
            crowd.wake(this, alarm);
        }
    }

    private void look() {
        if (script.look(System.nanoTime())) {
            ask();
        }
        sleep();
    }

    private void ask() {
        send(
                pages,
                "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + COMMON
                        + (loaded
                                ? "Accept: */*\r\nSec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: cors\r\nSec-Fetch-Dest: empty\r\n"
                                : "Accept: text/html\r\nSec-Fetch-Site: none\r\nSec-Fetch-Mode: navigate\r\n")
                        + (tag.isEmpty() ? "" : "If-None-Match: " + tag + "\r\n") + "\r\n");
    }

    private void listen(PageText page) {
        send(
                stream,
                "GET " + page.events(path) + " HTTP/1.1\r\nHost: " + host + "\r\n" + COMMON
                        + "Accept: text/event-stream\r\nSec-Fetch-Site: same-origin\r\n\r\n");
    }

    private void send(Line line, String request) {
        try {
            line.send(request);
        } catch (IOException failure) {
            tally.problem(path + ": " + failure.getMessage());
            line.lost();
        }
    }

    private void loaded(int status, Map<String, String> headers, byte[] body) {
        if (status != 200) {
            tally.problem(path + " answered " + status + " as it was opened");
            return;
        }
        loaded = true;
        listen(PageText.of(body, zipped(headers)));
    }

    private void updated(int status, Map<String, String> headers, byte[] body) {
        switch (status) {
            case 200 -> {
                tally.page(body.length);
                tag = headers.getOrDefault("etag", "");
                if (watched) {
                    note(PageText.of(body, zipped(headers)));
                }
            }
            case 304 -> tally.unchanged();
            default -> tally.problem(path + " answered " + status);
        }
        done();
    }

    private void done() {
        if (script.answered(System.nanoTime())) {
            ask();
        }
        sleep();
    }

    private void note(PageText page) {
        page.mark().ifPresent(newest -> {
            while (mark < newest) {
                mark++;
                shown.put(mark, crowd.micros());
            }
        });
    }

    private static boolean zipped(Map<String, String> headers) {
        return headers.getOrDefault("content-encoding", "").equals("gzip");
    }

    private void heard(String event) {
        switch (event) {
            case "hello" -> {
                streaming = true;
                look();
            }
            case "change" -> {
                tally.signal();
                if (watched) {
                    signals.add(crowd.micros());
                }
                look();
            }
            case "resync" -> {
                tally.problem(path + " was told that anything may have changed");
                look();
            }
            default -> tally.problem(path + " was told '" + event + "'");
        }
    }

    @Override
    public void close() {
        pages.close();
        stream.close();
    }

    private final class PageOwner implements Line.Owner {
        @Override
        public void answer(int status, Map<String, String> headers, byte[] body) {
            pages.answered();
            resent = false;
            if (loaded) {
                updated(status, headers, body);
            } else {
                loaded(status, headers, body);
            }
        }

        @Override
        public void piece(int status, byte[] piece) {
            throw new BenchException(path + " came in chunks (status " + status + "), which no page does.");
        }

        /** A server closes connections that nobody uses: a browser then asks once more on a new one. */
        @Override
        public void ended(boolean awaited) {
            if (awaited && !resent) {
                resent = true;
                ask();
            } else if (awaited) {
                tally.problem(path + " was not answered");
                done();
            }
        }
    }

    private final class StreamOwner implements Line.Owner {
        private final EventReader events = new EventReader(Reader.this::heard);

        @Override
        public void answer(int status, Map<String, String> headers, byte[] body) {
            tally.problem("The events of " + path + " answered " + status);
        }

        @Override
        public void piece(int status, byte[] piece) {
            events.take(piece);
        }

        @Override
        public void ended(boolean awaited) {
            streaming = false;
            tally.problem("The events of " + path + " broke off");
        }
    }
}

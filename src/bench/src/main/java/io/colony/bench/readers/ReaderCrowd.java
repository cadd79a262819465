package io.colony.bench.readers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.bench.BenchException;
import io.colony.bench.browser.ReaderProcess;
import io.colony.bench.browser.Report;
import io.colony.bench.harness.Latencies;
import io.colony.bench.program.ChildProcess;
import io.colony.engine.config.HostEnvironment;
import io.colony.engine.database.Json;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The readers, in a process of their own that gives way to whoever else wants the processors ({@code nice -n 19}): what
 * browsers compute is not the server's, and they run on other machines. Used by one thread.
 */
final class ReaderCrowd implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final ChildProcess process;
    private final BufferedWriter orders;
    private final BufferedReader answers;

    private ReaderCrowd(ChildProcess process) {
        this.process = process;
        this.orders = process.process().outputWriter(StandardCharsets.UTF_8);
        this.answers = process.process().inputReader(StandardCharsets.UTF_8);
    }

    static ReaderCrowd start(HostEnvironment host, Path directory, int port) {
        return new ReaderCrowd(ChildProcess.start(
                "readers",
                directory,
                List.of(
                        "nice",
                        "-n",
                        "19",
                        host.javaHome().resolve("bin/java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        host.classPath(),
                        ReaderProcess.class.getName(),
                        Integer.toString(port))));
    }

    /** Opens the pages; returns when all readers have theirs and hear of changes. */
    void open(Map<String, Integer> pages, String watched) {
        ObjectNode order = order("open").put("watched", watched);
        order.set("pages", Json.of(pages));
        int wanted = pages.values().stream().mapToInt(Integer::intValue).sum();
        Report report = ask(order);
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (report.ready() < wanted) {
            if (System.nanoTime() > until) {
                throw new BenchException("Only " + report.ready() + " of " + wanted + " readers could open their page: "
                        + report.problems());
            }
            Latencies.pause(Duration.ofMillis(100));
            report = report();
        }
    }

    /** What they have seen since {@link #clear}, and see now. */
    Report report() {
        return ask(order("report"));
    }

    /** Begins to count anew. */
    void clear() {
        ask(order("clear"));
    }

    /** Closes all pages. */
    void leave() {
        ask(order("close"));
    }

    ChildProcess process() {
        return process;
    }

    private static ObjectNode order(String what) {
        return Json.object().put("do", what);
    }

    private Report ask(ObjectNode order) {
        try {
            orders.write(Json.text(order));
            orders.newLine();
            orders.flush();
            String answer = answers.readLine();
            if (answer == null) {
                process.requireAlive();
                throw new BenchException("The readers answered nothing:\n" + process.log());
            }
            return Report.of(Json.parse(answer));
        } catch (IOException broken) {
            throw new BenchException("The readers are gone: " + broken.getMessage() + "\n" + process.log(), broken);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}

package io.colony.bench.readers;

import io.colony.bench.BenchException;
import io.colony.bench.harness.Latencies;
import io.colony.engine.config.HostEnvironment;
import io.colony.runner.cli.Main;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code colony up}, as {@code bin/colony} starts it, on a store of its own. */
final class ProgramUp implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("colony: up at (http://\\S+),");
    private static final long PATIENCE_SECONDS = 120;

    private final ChildProcess process;
    private final URI address;

    private ProgramUp(ChildProcess process, URI address) {
        this.process = process;
        this.address = address;
    }

    /** Starts it; returns when the pages are served. */
    static ProgramUp start(HostEnvironment host, Path directory, String storeUrl, String storeUser) {
        ChildProcess process = ChildProcess.start(
                "up",
                directory,
                List.of(
                        host.javaHome().resolve("bin/java").toString(),
                        "-Xmx256m",
                        "-Xss512k",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-cp",
                        host.classPath(),
                        Main.class.getName(),
                        "up",
                        "--port",
                        "0",
                        "--work",
                        work(directory).toString(),
                        "--set",
                        "store.url=" + storeUrl,
                        "--set",
                        "store.user=" + storeUser));
        boolean up = false;
        try {
            ProgramUp program = new ProgramUp(process, await(process));
            up = true;
            return program;
        } finally {
            if (!up) {
                process.close();
            }
        }
    }

    /** Its work directory. */
    static Path work(Path directory) {
        return directory.resolve("work");
    }

    private static URI await(ChildProcess process) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < until) {
            Matcher found = ADDRESS.matcher(process.log());
            if (found.find()) {
                return URI.create(found.group(1));
            }
            process.requireAlive();
            Latencies.pause(Duration.ofMillis(100));
        }
        throw new BenchException(
                "The program was not up within " + PATIENCE_SECONDS + " s; it said:\n" + process.log());
    }

    URI address() {
        return address;
    }

    ChildProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.close();
    }
}

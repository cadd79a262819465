package io.colony.bench.program;

import io.colony.bench.BenchException;
import io.colony.bench.harness.Latencies;
import io.colony.engine.config.HostEnvironment;
import io.colony.runner.cli.Main;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code colony up}, as {@code bin/colony} starts it, on a store of its own. */
public final class ProgramUp implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("colony: up at (http://\\S+),");
    private static final long PATIENCE_SECONDS = 120;

    private final ChildProcess process;
    private final URI address;

    private ProgramUp(ChildProcess process, URI address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Starts it; returns when the pages are served.
     *
     * @param name of its log in the directory
     * @param options of {@code colony up}
     */
    public static ProgramUp start(HostEnvironment host, String name, Path directory, List<String> options) {
        List<String> arguments = new ArrayList<>(List.of("up"));
        arguments.addAll(options);
        ChildProcess process = command(host, name, directory, arguments);
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

    /** Starts any command of the program. */
    public static ChildProcess command(HostEnvironment host, String name, Path directory, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                host.javaHome().resolve("bin/java").toString(),
                "-Xmx256m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                host.classPath(),
                Main.class.getName()));
        command.addAll(arguments);
        return ChildProcess.start(name, directory, command);
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

    public URI address() {
        return address;
    }

    public ChildProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.close();
    }
}

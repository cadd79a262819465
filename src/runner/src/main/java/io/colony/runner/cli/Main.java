package io.colony.runner.cli;

import io.colony.engine.config.HostEnvironment;
import io.colony.engine.process.LocalCommandRunner;
import io.colony.runner.Engine;
import io.colony.runner.ShutdownSignal;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Where the program begins. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        ShutdownSignal shutdown = ShutdownSignal.ofThisProcess();
        HostEnvironment host = HostEnvironment.ofThisProcess();
        Program program = new Program(
                host,
                new LocalCommandRunner(),
                new Engine(host),
                shutdown,
                new PrintWriter(System.out, false, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        int exitCode = program.run(arguments);
        shutdown.finished();
        System.exit(exitCode);
    }
}

package io.colony.bench;

import io.colony.bench.harness.GoalJudge;
import io.colony.bench.harness.Machine;
import io.colony.bench.harness.Run;
import io.colony.bench.harness.Timing;
import io.colony.bench.postgres.PostgresServer;
import io.colony.bench.store.Databases;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes a run of benchmarks with the options of the command line. */
final class RunCommand {
    private static final Timing SMOKE = new Timing(Duration.ofMillis(200), Duration.ofMillis(500), 60);

    private final BenchOptions options;
    private final PrintWriter out;

    RunCommand(BenchOptions options, PrintWriter out) {
        this.options = options;
        this.out = out;
    }

    /** 0 when nothing was lost, done twice or booked wrongly and, in a short run, every wide ratio held; else 1. */
    int run() {
        Timing timing = options.smoke()
                ? SMOKE
                : new Timing(Duration.ofSeconds(options.warmUp()), Duration.ofSeconds(options.seconds()));
        int rounds = options.smoke() ? 1 : options.rounds();
        List<Catalog.Entry> chosen = Catalog.choose(options.only().orElse(List.of()), options.smoke());
        try (PostgresServer server = PostgresServer.start(Map.of());
                Output output = new Output(out, options.json())) {
            Bench bench = new Bench(new Databases(server), options.smoke() ? Scale.SMOKE : Scale.FULL);
            Machine machine = Machine.probe(server.directory());
            Run run = new Run(machine, timing, rounds, !options.smoke(), new GoalJudge(options.smoke()), output::line);
            Catalog.Setting setting = new Catalog.Setting(bench, timing, rounds);
            chosen.forEach(entry -> run.take(entry.maker().make(setting)));
            options.markdown().ifPresent(file -> write(file, run.markdown()));
            out.println(run.markdown());
            out.flush();
            return run.sound() && (!options.smoke() || run.withinGates()) ? 0 : 1;
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException failure) {
            throw new BenchException(file + " could not be written: " + failure.getMessage(), failure);
        }
    }

    /** Lines go to standard output, and to a file where one is named. */
    private static final class Output implements AutoCloseable {
        private final PrintWriter out;
        private final @Nullable PrintWriter file;

        Output(PrintWriter out, Optional<Path> json) {
            this.out = out;
            this.file = json.map(Output::open).orElse(null);
        }

        private static PrintWriter open(Path path) {
            try {
                return new PrintWriter(Files.newBufferedWriter(path, StandardCharsets.UTF_8), true);
            } catch (IOException failure) {
                throw new BenchException(path + " could not be written: " + failure.getMessage(), failure);
            }
        }

        void line(String line) {
            Consumer<PrintWriter> print = writer -> {
                writer.println(line);
                writer.flush();
            };
            print.accept(out);
            if (file != null) {
                print.accept(file);
            }
        }

        @Override
        public void close() {
            if (file != null) {
                file.close();
            }
        }
    }
}

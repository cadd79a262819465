package io.colony.bench.readers;

import io.colony.bench.BenchException;
import io.colony.bench.postgres.PostgresServer;
import io.colony.bench.program.ProgramUp;
import io.colony.bench.store.Databases;
import io.colony.engine.config.HostEnvironment;
import io.colony.engine.config.LoadedSettings;
import io.colony.engine.config.SettingsLoader;
import io.colony.engine.config.SettingsSources;
import io.colony.engine.git.DirectoryRemoval;
import io.colony.engine.process.LocalCommandRunner;
import io.colony.runner.Engine;
import io.colony.runner.GitCommand;
import io.colony.runner.Operations;
import io.colony.runner.demo.SampleRepository;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that a reading needs: the program, whoever files issues, the readers, and what they are measured by. */
final class Stage implements AutoCloseable {
    private static final String STORE = "bench_readers";

    private final Databases databases;
    private final Deque<Runnable> endings = new ArrayDeque<>();
    private @Nullable Set set;

    private record Set(
            PostgresServer server,
            ProgramUp program,
            Operations operations,
            Demonstration demonstration,
            ReaderCrowd crowd) {}

    Stage(Databases databases) {
        this.databases = databases;
    }

    /** Makes a store, starts the program on it, and the readers' process, in which nobody reads yet. */
    void set() {
        HostEnvironment host = HostEnvironment.ofThisProcess();
        Path directory = directory();
        endings.push(() -> DirectoryRemoval.remove(directory));
        databases.create(STORE);
        endings.push(() -> databases.drop(STORE));
        PostgresServer server = databases.itself(STORE).server();
        ProgramUp program = ProgramUp.start(
                host,
                "up",
                directory,
                List.of(
                        "--port",
                        "0",
                        "--work",
                        work(directory).toString(),
                        "--set",
                        "store.url=" + server.url(STORE),
                        "--set",
                        "store.user=" + server.user()));
        endings.push(program::close);
        Operations operations = operations(host, directory, server);
        endings.push(operations::close);
        Path original = directory.resolve("tally");
        new SampleRepository(GitCommand.of(new LocalCommandRunner(), host.variables())).create(original);
        ReaderCrowd crowd = ReaderCrowd.start(host, directory, program.address().getPort());
        endings.push(crowd::close);
        set = new Set(server, program, operations, new Demonstration(operations, original), crowd);
    }

    private static Path work(Path directory) {
        return directory.resolve("work");
    }

    private static Path directory() {
        try {
            return Files.createTempDirectory("bench-readers-");
        } catch (IOException failure) {
            throw new BenchException("No directory for the program can be made: " + failure.getMessage(), failure);
        }
    }

    /** As {@code colony issue add} has them, on the program's own store and work directory. */
    private static Operations operations(HostEnvironment host, Path directory, PostgresServer server) {
        LoadedSettings settings = SettingsLoader.load(new SettingsSources(
                directory,
                java.util.Optional.empty(),
                Map.of(),
                Map.of(
                        "work_directory", work(directory).toString(),
                        "store.url", server.url(STORE),
                        "store.user", server.user())));
        return new Engine(host).open(settings, settings.settings().store().orElseThrow());
    }

    private Set stage() {
        if (set == null) {
            throw new IllegalStateException("Nothing is prepared yet.");
        }
        return set;
    }

    Operations operations() {
        return stage().operations();
    }

    Demonstration demonstration() {
        return stage().demonstration();
    }

    ReaderCrowd crowd() {
        return stage().crowd();
    }

    URI address() {
        return stage().program().address();
    }

    Spent spent() {
        Set now = stage();
        return new Spent(
                now.program().process().cpu(),
                now.server().cpu(),
                now.crowd().process().cpu());
    }

    @Override
    public void close() {
        while (!endings.isEmpty()) {
            endings.pop().run();
        }
    }
}

package io.colony.runner.cli;

import io.colony.engine.config.ColonySettings;
import io.colony.engine.config.LoadedSettings;
import io.colony.engine.database.DatabaseSettings;
import io.colony.runner.ExitCode;
import io.colony.runner.RunnerException;
import io.colony.runner.postgres.EmbeddedStore;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code colony postgres}. */
@Command(
        name = "postgres",
        description = "Starts the embedded Postgres, leaves it running, and says how to connect.",
        footer = {"", "Examples:", "  colony postgres", "  colony postgres --stop"})
final class PostgresCommand implements Callable<Integer> {
    private final Program program;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(names = "--stop", description = "Stop it, unless a running Colony uses it.")
    private boolean stop;

    PostgresCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() {
        LoadedSettings loaded = common.load(program, Map.of());
        ColonySettings settings = loaded.settings();
        settings.store().ifPresent(store -> {
            throw new RunnerException(
                    ExitCode.BAD_DATA,
                    "The settings name a Postgres of your own (" + store.url()
                            + "); there is no embedded one to start.");
        });
        if (stop) {
            Session.refuseForeign(program, loaded);
            boolean ran = EmbeddedStore.stop(settings.workDirectory(), program.runner(), program.host());
            program.err()
                    .println("colony: "
                            + (ran ? "the embedded Postgres is stopped" : "no embedded Postgres was running"));
            return ExitCode.OK.number();
        }
        Session.prepare(program, loaded);
        try (EmbeddedStore store = EmbeddedStore.open(settings.workDirectory(), program.runner(), program.host())) {
            store.keepRunning();
            DatabaseSettings found = store.settings();
            program.out().println(store.address());
            program.err()
                    .println("colony: user " + found.user() + ", password in " + store.passwordFile()
                            + "; 'colony postgres --stop' stops it");
        }
        return ExitCode.OK.number();
    }
}

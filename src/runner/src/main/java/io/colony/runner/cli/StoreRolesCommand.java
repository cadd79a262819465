package io.colony.runner.cli;

import io.colony.engine.config.LoadedSettings;
import io.colony.engine.database.Database;
import io.colony.engine.database.DatabaseSettings;
import io.colony.engine.database.StoreGrants;
import io.colony.runner.ExitCode;
import io.colony.runner.RunnerException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code colony store roles}. */
@Command(
        name = "roles",
        description = {
            "Prints the SQL that lets a role work with the store and change no history.",
            "It is to be run by the role that owns the tables. With --apply it is run, as store.migration_user where that",
            "is set; with --check it is said what differs (exit code 1)."
        },
        footer = {
            "",
            "Examples:",
            "  colony store roles --app-user colony_app | psql -v ON_ERROR_STOP=1 -U colony_owner colony",
            "  colony store roles --app-user colony_app --apply",
            "  colony store roles --check"
        })
final class StoreRolesCommand implements Callable<Integer> {
    private final Program program;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--app-user",
            paramLabel = "NAME",
            description = "The role that Colony works as; default: store.user.")
    private @Nullable String role;

    @Option(names = "--print", description = "Print the SQL and change nothing (the default).")
    private boolean print;

    @Option(names = "--apply", description = "Run it.")
    private boolean apply;

    @Option(names = "--check", description = "Say where the role's rights differ from it.")
    private boolean check;

    StoreRolesCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() {
        if ((print ? 1 : 0) + (apply ? 1 : 0) + (check ? 1 : 0) > 1) {
            throw new RunnerException(ExitCode.USAGE, "Give one of --print, --apply and --check.");
        }
        LoadedSettings settings = common.load(program, Map.of());
        try (StoreServer server = StoreServer.open(program, settings);
                Database owner = Database.openAsOwner(server.settings())) {
            return run(owner, grants(server.settings()));
        }
    }

    private StoreGrants grants(DatabaseSettings store) {
        String name = Optional.ofNullable(role).orElse(store.user());
        if (name.equals(store.asOwner().user())) {
            throw new RunnerException(
                    ExitCode.USAGE,
                    "'" + name + "' owns the tables itself, so no grant can hold it back. Name another role with"
                            + " --app-user, and the owner with store.migration_user.");
        }
        return new StoreGrants(name);
    }

    private int run(Database owner, StoreGrants grants) {
        if (check) {
            List<String> differences = owner.inTransaction(grants::differences);
            differences.forEach(program.out()::println);
            program.err()
                    .println("colony: "
                            + (differences.isEmpty() ? "the rights are as they should be" : "'--apply' sets them"));
            return (differences.isEmpty() ? ExitCode.OK : ExitCode.NOT_WELL).number();
        }
        boolean exists = owner.inTransaction(grants::roleExists);
        if (apply) {
            if (!exists) {
                throw new RunnerException(
                        ExitCode.NOT_WELL,
                        "There is no such role yet. Whoever may make roles runs: " + grants.createRole()
                                + "; and gives it a password with psql's \\password.");
            }
            boolean changed = owner.inTransaction(grants::apply);
            program.err().println("colony: " + (changed ? "granted" : "the rights were as they should be"));
            return ExitCode.OK.number();
        }
        program.out().println("-- Run this as the role that owns the tables. Running it again changes nothing.");
        if (!exists) {
            program.out().println("-- The role is not there yet; whoever may make roles runs first:");
            program.out().println("-- " + grants.createRole() + ";");
        }
        owner.inTransaction(grants::statements).forEach(sql -> program.out().println(sql + ";"));
        return ExitCode.OK.number();
    }
}

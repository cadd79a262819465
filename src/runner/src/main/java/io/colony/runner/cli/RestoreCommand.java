package io.colony.runner.cli;

import io.colony.engine.audit.AnchorFile;
import io.colony.engine.backup.BackupException;
import io.colony.engine.backup.BackupFile;
import io.colony.engine.backup.BackupManifest;
import io.colony.engine.backup.Restore;
import io.colony.engine.backup.RestorePart;
import io.colony.engine.config.LoadedSettings;
import io.colony.engine.forge.ForgeException;
import io.colony.runner.ExitCode;
import io.colony.runner.RunnerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code colony restore}. */
@Command(
        name = "restore",
        description = {
            "Puts a backup into an EMPTY store (the one of the settings), whole or not at all, and checks it.",
            "Then compares it with the code host: what happened there after the backup is recorded, and nothing is done a",
            "second time."
        },
        footer = {
            "",
            "Examples:",
            "  colony restore colony-2026-01-05.backup --work new-work",
            "  colony restore colony-2026-01-05.backup --set store.url=jdbc:postgresql://db:5432/colony_new"
        })
final class RestoreCommand implements Callable<Integer> {
    private final Program program;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "FILE", description = "What 'colony backup' wrote.")
    private Path file = Path.of("");

    @Option(
            names = "--part",
            paramLabel = "PART",
            converter = PartConverter.class,
            description = "all (default); store: without the local code host, which stays as it is in the store;"
                    + " code-host: that alone.")
    private RestorePart part = RestorePart.ALL;

    @Option(
            names = "--sha256",
            paramLabel = "HEX",
            description = "What 'colony backup' printed, kept elsewhere: refuse any other file.")
    private @Nullable String sha256;

    RestoreCommand(Program program) {
        this.program = program;
    }

    /** {@code code-host} for {@link RestorePart#CODE_HOST}. */
    static final class PartConverter implements ITypeConverter<RestorePart> {
        @Override
        public RestorePart convert(String text) {
            return List.of(RestorePart.values()).stream()
                    .filter(each -> each.name()
                            .toLowerCase(Locale.ROOT)
                            .replace('_', '-')
                            .equals(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("'" + text + "' is none of all, store, code-host"));
        }
    }

    @Override
    public Integer call() {
        LoadedSettings settings = common.load(program, Map.of());
        try (BackupFile backup = expected(
                        BackupFile.open(program.host().currentDirectory().resolve(file)));
                StoreServer server = StoreServer.open(program, settings)) {
            BackupManifest manifest = new Restore(
                            server.settings(),
                            Clock.systemUTC(),
                            "operator:" + program.host().user())
                    .run(backup, part);
            program.err()
                    .println("colony: restored "
                            + switch (part) {
                                case ALL -> "the store";
                                case STORE -> "the store without the local code host";
                                case CODE_HOST -> "the local code host";
                            }
                            + " as of " + manifest.createdAt());
            if (part != RestorePart.CODE_HOST) {
                putHeadsAside(settings.settings().workDirectory(), manifest);
                compare(settings);
            }
        }
        return ExitCode.OK.number();
    }

    private BackupFile expected(BackupFile backup) {
        Optional.ofNullable(sha256).flatMap(backup::otherThan).ifPresent(problem -> {
            backup.close();
            throw new BackupException(problem + " Nothing was restored.");
        });
        return backup;
    }

    /** They are of a history that this store no longer has; who asks for it shall find them. */
    private void putHeadsAside(Path work, BackupManifest manifest) {
        AnchorFile heads = AnchorFile.below(work);
        if (!heads.present()) {
            return;
        }
        Path aside = heads.path()
                .resolveSibling("heads-until-restore-of-"
                        + manifest.createdAt().toString().replace(':', '-') + ".jsonl");
        try {
            Files.move(heads.path(), aside);
        } catch (IOException failure) {
            throw new RunnerException(
                    ExitCode.CANNOT_CREATE,
                    "The store is restored, but " + heads.path() + " cannot be renamed (" + failure
                            + "): move it away, else 'colony audit verify' holds the log against rows that came after the"
                            + " backup.",
                    failure);
        }
        program.err().println("colony: the audit heads of the life before are in " + aside);
    }

    private void compare(LoadedSettings settings) {
        try (Session session = Session.open(program, settings)) {
            List<String> findings = session.operations().reconcile();
            findings.forEach(program.out()::println);
            program.err()
                    .println("colony: compared with the code host: "
                            + (findings.isEmpty() ? "nothing differs" : findings.size() + " differences"));
        } catch (ForgeException failure) {
            throw new RunnerException(
                    ExitCode.UNAVAILABLE,
                    "The store is restored, but it could not be compared with the code host, and nothing starts before that"
                            + " is done: " + failure.getMessage() + " For the local code host put its repositories back"
                            + " below " + settings.settings().workDirectory().resolve("forge")
                            + "; then 'colony up' compares, and goes on.",
                    failure);
        }
    }
}

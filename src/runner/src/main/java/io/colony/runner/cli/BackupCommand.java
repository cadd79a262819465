package io.colony.runner.cli;

import io.colony.engine.backup.Backup;
import io.colony.engine.backup.BackupFile;
import io.colony.engine.backup.BackupManifest;
import io.colony.runner.ExitCode;
import io.colony.runner.StoreAccess;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code colony backup}. */
@Command(
        name = "backup",
        description = {
            "Writes the whole store into one file, as of one instant, while work goes on. Needs no program of Postgres.",
            "Not in it: passwords, colony.yaml, the repositories of the local code host (forge/ below the work directory)."
        },
        footer = {
            "",
            "Examples:",
            "  colony backup colony-2026-01-05.backup",
            "  colony backup verify colony-2026-01-05.backup"
        })
final class BackupCommand implements Callable<Integer> {
    private final Program program;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "Must not be there yet.")
    private @Nullable Path file;

    BackupCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() {
        if (file == null) {
            throw new ParameterException(spec.commandLine(), "into which file? 'colony backup FILE' writes it.");
        }
        Path target = program.host().currentDirectory().resolve(file);
        try (Session session = Session.open(program, common.load(program, Map.of()))) {
            StoreAccess store = session.operations().store();
            BackupManifest manifest = new Backup(store.database(), store.clock(), Version.TEXT).write(target);
            program.err()
                    .println("colony: " + target + ": " + manifest.rows() + " rows of "
                            + manifest.tables().size() + " tables, schema " + manifest.schema());
            try (BackupFile written = BackupFile.open(target)) {
                program.err().println("colony: SHA-256 " + written.sha256());
            }
            manifest.heads()
                    .forEach((tenant, head) -> program.err().println("colony: audit head " + tenant + " " + head));
        }
        return ExitCode.OK.number();
    }
}

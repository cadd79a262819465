package io.colony.runner.cli;

import io.colony.engine.audit.AnchorFile;
import io.colony.engine.audit.AuditAnchor;
import io.colony.engine.audit.AuditHead;
import io.colony.engine.audit.AuditReader;
import io.colony.engine.audit.AuditVerification;
import io.colony.engine.audit.ExportVerification;
import io.colony.engine.config.LoadedSettings;
import io.colony.runner.ExitCode;
import io.colony.runner.StoreAccess;
import io.colony.runner.console.AuditReport;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code colony audit verify}. */
@Command(
        name = "verify",
        description = {
            "Recomputes every tenant's chain and names each row that was changed, removed or added.",
            "Also rows that were exchanged, cut off or sealed anew, and those that are not sealed yet. Compares with the",
            "heads that the sealer noted in the store and in audit/heads.jsonl below the work directory, and with those",
            "given."
        },
        footer = {
            "",
            "Examples:",
            "  colony audit verify --head /elsewhere/heads.jsonl",
            "  colony audit verify --expect 4711:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "  colony audit verify --file log.jsonl         an export; needs no store"
        })
final class AuditVerifyCommand implements Callable<Integer> {
    private final Program program;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--head",
            paramLabel = "FILE",
            description = "Heads kept elsewhere: lines of 'colony audit head --json', or SEQ:HASH.")
    private List<Path> heads = new ArrayList<>();

    @Option(names = "--expect", paramLabel = "SEQ:HASH", description = "A head kept elsewhere.")
    private List<String> expected = new ArrayList<>();

    @Option(names = "--file", paramLabel = "EXPORT", description = "Verify an export (jsonl) instead of the store.")
    private @Nullable Path file;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    AuditVerifyCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() {
        List<AuditVerification> found;
        Optional<Instant> now = Optional.empty();
        if (file != null) {
            List<AuditAnchor> anchors = new ArrayList<>();
            Path path = program.host().currentDirectory().resolve(file);
            given(ExportVerification.tenant(path), anchors::add);
            found = List.of(ExportVerification.verify(path, anchors));
        } else {
            LoadedSettings settings = common.load(program, Map.of());
            try (Session session = Session.open(program, settings)) {
                StoreAccess store = session.operations().store();
                found = verify(store);
                now = Optional.of(store.clock().instant());
            }
        }
        AuditReport report = new AuditReport(found, now);
        if (json) {
            program.out().println(report.json().toPrettyString());
        } else {
            report.lines().forEach(program.out()::println);
        }
        return (found.stream().allMatch(AuditVerification::intact) ? ExitCode.OK : ExitCode.NOT_WELL).number();
    }

    private List<AuditVerification> verify(StoreAccess store) {
        AuditReader reader = AuditReader.postgres(store.database());
        AnchorFile own = AnchorFile.below(store.settings().workDirectory());
        return reader.tenants().stream()
                .map(tenant -> reader.verify(tenant, to -> {
                    if (own.present()) {
                        own.read(store.tenant(), to);
                    }
                    given(store.tenant(), to);
                }))
                .toList();
    }

    /** What the command line names; where a line names no tenant, it is this one's. */
    private void given(String tenant, Consumer<AuditAnchor> to) {
        heads.forEach(path -> new AnchorFile(program.host().currentDirectory().resolve(path)).read(tenant, to));
        expected.forEach(
                text -> to.accept(new AuditAnchor(tenant, AuditHead.parse(text), Instant.EPOCH, "the command line")));
    }
}

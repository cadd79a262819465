package io.colony.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who writes what, read from the SQL itself: byte code does not show it. */
class SqlOwnershipTest {
    private static final Path ENGINE = Path.of("../engine/src/main/java/io/colony/engine");

    @ParameterizedTest(name = "{0}: only in {2}")
    @CsvSource(
            delimiter = ';',
            value = {
                "an issue's row; (?:insert\\s+into|update)\\s+issues\\b; issue",
                "edits of an issue; (?:insert\\s+into|update|delete\\s+from)\\s+issue_edits\\b; issue",
                "an issue's path; insert\\s+into\\s+state_transitions\\b; issue",
                "a task's state; (?:insert\\s+into|update|delete\\s+from)\\s+tasks\\b; queue",
                "retrospectives and the files they are found by; (?:insert\\s+into|update|delete\\s+from)\\s+(?:retrospectives|issue_files)\\b; retrospective",
                "notices; (?:insert\\s+into|update|delete\\s+from)\\s+notices\\b; notice",
                "webhooks, and what they told; (?:insert\\s+into|update|delete\\s+from)\\s+(?:webhook_deliveries|host_threads|host_comments|host_polls)\\b; intake",
                "repositories and their names; (?:insert\\s+into|update|delete\\s+from)\\s+repository_names\\b; forge",
                "breakers; (?:insert\\s+into|update|delete\\s+from)\\s+(?:breakers|repository_back_ends)\\b; recovery",
                "leadership; (?:insert\\s+into|update|delete\\s+from)\\s+leaders\\b; recovery",
                "findings; (?:insert\\s+into|update|delete\\s+from)\\s+(?:sentinel_findings|repository_protection)\\b; recovery",
                "what was merged; (?:insert\\s+into|update|delete\\s+from)\\s+merges\\b; issue",
                "what became of it; (?:insert\\s+into|update|delete\\s+from)\\s+survivals\\b; recovery",
                "stops of dispatch; (?:insert\\s+into|update|delete\\s+from)\\s+dispatch_stop(?:s|_runs)\\b; queue",
                "the outbox; (?:insert\\s+into|update|delete\\s+from)\\s+outbox\\b; projection",
                "which agent a repository asks for; (?:insert\\s+into|update|delete\\s+from)\\s+repository_agents\\b; queue",
                "the audit log; (?:insert\\s+into|update)\\s+audit_(?:log|anchors)\\b; audit",
                "which life of the store it is; (?:insert\\s+into|update)\\s+store_identity\\b; backup",
                "the ledger; insert\\s+into\\s+(?:cost_events|reservations)\\b; ledger",
                "what is summed over it; (?:insert\\s+into|update|delete\\s+from)\\s+(?:ledger_totals|cost_rollups)\\b; ledger",
                "what is counted over issues; (?:insert\\s+into|update|delete\\s+from)\\s+delivery_rollups\\b; issue",
                "budgets; (?:insert\\s+into|update|delete\\s+from)\\s+(?:budgets|budget_waits|ledger_warnings)\\b; ledger",
            })
    void onlyOnePackageWrites(String what, String sql, String owner) throws IOException {
        assertThat(findings(ENGINE, sql))
                .as("%s is written by package %s alone; ask it through its port", what, owner)
                .allSatisfy(place -> assertThat(place).startsWith(owner + "/"));
    }

    @ParameterizedTest(name = "{0} never has {1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "status; \\b(?:insert\\s+into|update\\s+\\w+\\s+set|delete\\s+from|truncate)\\b",
                "ledger; \\b(?:update|delete\\s+from|truncate)\\s+cost_events\\b",
                "audit; \\b(?:delete\\s+from|truncate)\\b",
            })
    void aPackageDoesNotWriteWhatItMustNot(String feature, String sql) throws IOException {
        assertThat(findings(ENGINE.resolve(feature), sql))
                .as("%s must not do this: history is append-only, and status only reads", feature)
                .isEmpty();
    }

    private static List<String> findings(Path root, String sql) throws IOException {
        Pattern pattern = Pattern.compile(sql, Pattern.CASE_INSENSITIVE);
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> pattern.matcher(read(file)).find())
                    .map(file -> ENGINE.relativize(file).toString().replace('\\', '/'))
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }
}

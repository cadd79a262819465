package io.colony.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.colony.documentation.Document.Block;
import io.colony.engine.process.CommandRunner.CommandOutput;
import io.colony.engine.process.LocalCommandRunner;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The Python of docs/operations.md computes the hash that the page gives for its example, where there is a Python. */
class AuditHashIT {
    private static final String ROW = """
            print(row_hash({"previous": "0" * 64, "seq": 1, "id": 7, "tenant_id": 1, "at": "2026-01-05T12:00:00.000001Z",
                "actor": "operator:ann", "action": "transition", "subject": "acme/shop#12", "detail": '{"to": "done"}'}))
            """;

    @Test
    void theExampleHasItsHash() {
        Document page = Pages.forPeople().stream()
                .filter(each -> each.name().equals("docs/operations.md"))
                .findFirst()
                .orElseThrow();
        List<String> programs = page.blocks().stream()
                .filter(block -> block.language().equals("python"))
                .map(Block::text)
                .toList();
        assertThat(programs).hasSize(1);
        assumeThat(python("print(1)").stdout()).isEqualTo("1\n");

        CommandOutput output = python(programs.getFirst() + ROW);

        assertThat(output.stdout()).as(output.stderr()).matches("[0-9a-f]{64}\\n");
        assertThat(page.spans())
                .anyMatch(span -> span.text().equals(output.stdout().strip()));
    }

    private static CommandOutput python(String program) {
        return new LocalCommandRunner()
                .run(
                        List.of("python3", "-"),
                        Pages.ROOT,
                        Map.of("PATH", "/usr/local/bin:/usr/bin:/bin"),
                        program,
                        Duration.ofMinutes(1));
    }
}

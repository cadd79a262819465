package io.colony.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.database.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SmokeIT {
    @Test
    void aShortRunIsSoundAndLeavesItsReadingsAndItsTable(@TempDir Path directory) throws IOException {
        Path lines = directory.resolve("run.jsonl");
        Path table = directory.resolve("run.md");

        int exit = run("--smoke", "--json", lines.toString(), "--markdown", table.toString());

        List<JsonNode> read =
                Files.readAllLines(lines).stream().map(Json::parse).toList();
        assertThat(read).noneMatch(line -> line.has("violations"));
        assertThat(exit).as(Files.readString(table)).isZero();
        assertThat(roles(read, "stage-off")).isEqualTo(Set.of("limit", "peer", "ours"));
        assertThat(read)
                .filteredOn(line -> line.has("role"))
                .allMatch(line -> line.get("value").asDouble() > 0)
                .extracting(line -> line.get("bench").asText())
                .contains(
                        "queue-off",
                        "stage-off",
                        "transition-off",
                        "depth",
                        "growth",
                        "horizon",
                        "start",
                        "timeline",
                        "cost",
                        "webhook-off",
                        "agent-output",
                        "workspace-cold",
                        "workspace-kept",
                        "workspace-many")
                .noneMatch(name -> name.endsWith("-on"));
        assertThat(table).content().contains("| stage-off | stage / hand-written JDBC |");
    }

    @Test
    void aBenchmarkThatDoesNotExistIsRefusedBeforeAnythingStarts() {
        StringWriter errors = new StringWriter();
        CommandLine command = new CommandLine(new BenchCommand()).setErr(new PrintWriter(errors));

        assertThat(command.execute("--only", "nothing")).isNotZero();
        assertThat(errors.toString()).contains("There is no benchmark 'nothing'", "queue-on");
    }

    private static int run(String... arguments) {
        return new CommandLine(new BenchCommand())
                .setOut(new PrintWriter(new StringWriter()))
                .execute(arguments);
    }

    private static Set<String> roles(List<JsonNode> lines, String bench) {
        return lines.stream()
                .filter(line -> line.has("role") && line.get("bench").asText().equals(bench))
                .map(line -> line.get("role").asText())
                .collect(Collectors.toSet());
    }
}

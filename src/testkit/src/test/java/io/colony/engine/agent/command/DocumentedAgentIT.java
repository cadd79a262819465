package io.colony.engine.agent.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.colony.engine.agent.AgentLimits;
import io.colony.engine.agent.AgentRequest;
import io.colony.engine.agent.AgentResult;
import io.colony.engine.agent.ResultSchema;
import io.colony.engine.ledger.Usd;
import io.colony.engine.process.LocalProcessSupervisor;
import io.colony.engine.process.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The example in docs/agents.md is a working agent. */
class DocumentedAgentIT {
    private static final Pattern EXAMPLE = Pattern.compile("(?s)```sh\\n(#!/bin/sh\\n.*?)```");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"analyze,analysis", "develop,development", "review,verdict"})
    void endsWithADocumentThatMatchesItsSchema(String stage, String schemaName) throws IOException {
        ResultSchema schema = ResultSchema.named(schemaName).orElseThrow();

        AgentResult result = run(stage, schema);

        assertThat(result.message()).isEqualTo("It gave its result and exited with code 0.");
        assertThat(schema.problems(result.document().orElseThrow())).isEmpty();
    }

    private AgentResult run(String stage, ResultSchema schema) throws IOException {
        Matcher example = EXAMPLE.matcher(Files.readString(Path.of("../../docs/agents.md")));
        assertThat(example.find()).as("an example in docs/agents.md").isTrue();
        Path program = Files.writeString(directory.resolve("agent.sh"), example.group(1));
        CommandBackend backend = new CommandBackend(
                "command",
                List.of("sh", program.toString()),
                new LocalProcessSupervisor(),
                Map.of("PATH", "/usr/bin:/bin"));
        AgentRequest request = new AgentRequest(
                stage,
                "prompt",
                MAPPER.createObjectNode(),
                schema.document(),
                Files.createDirectories(directory.resolve("workspace")),
                directory.resolve("home"),
                Map.of(),
                AgentLimits.withCeiling(Usd.of("1")));
        return backend.run(request, event -> {}, new StopSignal());
    }
}

package io.colony.runner.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent of docs/agents.md, used as that page says, brings an issue to its merge. */
class DocumentedAgentIT {
    private static final Pattern EXAMPLE = Pattern.compile("```sh\n(#!/bin/sh\n.*?)```", Pattern.DOTALL);

    @TempDir
    Path directory;

    @Test
    void runsAnIssueToItsMerge() throws Exception {
        Matcher example = EXAMPLE.matcher(Files.readString(Path.of("../../docs/agents.md")));
        assertThat(example.find()).isTrue();
        QuickProject project = QuickProject.create(directory);
        Path agent = Files.writeString(directory.resolve("documented.sh"), example.group(1));
        assertThat(agent.toFile().setExecutable(true)).isTrue();
        Files.writeString(directory.resolve("body.md"), "Please.\n");

        try (ColonyProcess run = ColonyProcess.colony(
                directory,
                "run",
                "--repo",
                project.original().toString(),
                "--title",
                "Add a note",
                "--body",
                "body.md",
                "--agent",
                agent.toString(),
                "--json")) {
            assertThat(run.exitCode(Duration.ofMinutes(2))).as(run.toString()).isZero();
            assertThat(run.out()).contains("\"merged\" : 1");
        }
        assertThat(Processes.withPostgres(directory)).isEmpty();
    }
}

package io.colony.engine.agent.program;

import io.colony.engine.agent.AgentProbe;
import io.colony.engine.agent.EnvironmentPolicy;
import io.colony.engine.git.DirectoryRemoval;
import io.colony.engine.process.LineListener.Activity;
import io.colony.engine.process.LineListener.Stream;
import io.colony.engine.process.ProcessEnd;
import io.colony.engine.process.ProcessLimits;
import io.colony.engine.process.ProcessSpec;
import io.colony.engine.process.ProcessSupervisor;
import io.colony.engine.process.ProgramLookup;
import io.colony.engine.process.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks a program for its version, in a home that is thrown away and without any of its keys. */
final class ProgramVersion {
    private static final Pattern VERSION = Pattern.compile("\\b(\\d+\\.\\d+(?:\\.\\d+)?(?:[-+][0-9A-Za-z.-]+)?)\\b");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ProcessLimits LIMITS =
            new ProcessLimits(PATIENCE, PATIENCE, 1 << 20, 8 << 10, Duration.ofSeconds(2));

    private final ProcessSupervisor supervisor;
    private final Map<String, String> environment;

    /** @param environment what the program gets when it runs; only {@code PATH} and words about language are kept */
    ProgramVersion(ProcessSupervisor supervisor, Map<String, String> environment) {
        this.supervisor = supervisor;
        this.environment = EnvironmentPolicy.inherit(environment, List.of());
    }

    AgentProbe ask(List<String> command) {
        Map<String, String> clean = EnvironmentPolicy.compose(environment, Path.of("/"), Map.of());
        Optional<Path> program = ProgramLookup.find(command.getFirst(), Path.of("/"), clean);
        if (program.isEmpty()) {
            return AgentProbe.missing(ProgramLookup.missing(command.getFirst(), clean));
        }
        try {
            Path home = Files.createTempDirectory("colony-probe");
            try {
                return ask(command, program.get(), home);
            } finally {
                DirectoryRemoval.remove(home);
            }
        } catch (IOException failure) {
            return AgentProbe.missing("A temporary directory to ask it in cannot be made: " + failure.getMessage());
        }
    }

    private AgentProbe ask(List<String> command, Path program, Path home) throws IOException {
        Files.createDirectories(EnvironmentPolicy.temporary(home));
        List<String> words = new ArrayList<>(command);
        words.add("--version");
        List<String> lines = new ArrayList<>();
        ProcessEnd end = supervisor.run(
                new ProcessSpec(words, home, EnvironmentPolicy.compose(environment, home, Map.of()), "", LIMITS),
                (stream, line, cut) -> {
                    if (stream == Stream.STDOUT) {
                        lines.add(line);
                    }
                    return Activity.ALIVE;
                },
                new StopSignal());
        Matcher version = VERSION.matcher(String.join("\n", lines));
        if (end.reason() != ProcessEnd.Reason.EXITED || end.exitCode().orElse(-1) != 0 || !version.find()) {
            return AgentProbe.missing(
                    program + " does not answer '--version': " + end.detail() + " Install it again, or name another.");
        }
        return AgentProbe.found(program.toString(), version.group(1));
    }
}

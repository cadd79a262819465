package io.colony.engine.agent;

import io.colony.engine.agent.claude.ClaudeDialect;
import io.colony.engine.agent.codex.CodexDialect;
import io.colony.engine.agent.command.CommandBackend;
import io.colony.engine.agent.gemini.GeminiDialect;
import io.colony.engine.agent.program.Dialect;
import io.colony.engine.agent.program.ProgramBackend;
import io.colony.engine.process.ProcessSupervisor;
import io.colony.engine.secret.Redactor;
import io.colony.engine.secret.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes back ends. What an operator lets through to a program beyond the usual is taken for a secret and redacted. */
public final class AgentBackends {
    /** A shorter value is no key, and hiding it could hide ordinary words. */
    private static final int SHORTEST_KEY = 8;

    private final ProcessSupervisor supervisor;
    private final Map<String, String> own;

    /** @param own this program's environment */
    public AgentBackends(ProcessSupervisor supervisor, Map<String, String> own) {
        this.supervisor = supervisor;
        this.own = Map.copyOf(own);
    }

    /**
     * A program to drive.
     *
     * @param name what configuration and ledger call it
     * @param command the program and its first arguments
     * @param model what it is to use; empty for its own choice
     * @param variables names of what it inherits
     */
    public record Program(
            String name, AgentType type, List<String> command, Optional<String> model, List<String> variables) {}

    /** Throws {@link AgentException} where a variable opens a code host or a Jenkins. */
    public AgentBackend make(Program program) {
        Map<String, String> inherited = EnvironmentPolicy.inherit(own, program.variables());
        Redactor redactor = redactor(inherited);
        return switch (program.type()) {
            case COMMAND -> new CommandBackend(program.name(), program.command(), supervisor, inherited, redactor);
            case CLAUDE_CODE -> made(program, new ClaudeDialect(program.model()), inherited, redactor);
            case CODEX -> made(program, new CodexDialect(program.model()), inherited, redactor);
            case GEMINI -> made(program, new GeminiDialect(program.model()), inherited, redactor);
        };
    }

    private AgentBackend made(Program program, Dialect dialect, Map<String, String> inherited, Redactor redactor) {
        return new ProgramBackend(program.name(), program.command(), dialect, supervisor, inherited, redactor);
    }

    private static Redactor redactor(Map<String, String> inherited) {
        return Redactor.of(inherited.entrySet().stream()
                .filter(variable -> !EnvironmentPolicy.INHERITED.contains(variable.getKey())
                        && !variable.getKey().endsWith("_URL"))
                .filter(variable -> variable.getValue().length() >= SHORTEST_KEY)
                .map(variable -> Secret.of(variable.getValue()))
                .toList());
    }
}

package io.colony.engine.agent.command;

import io.colony.engine.agent.AgentBackend;
import io.colony.engine.agent.AgentEvent;
import io.colony.engine.agent.AgentProbe;
import io.colony.engine.agent.AgentRequest;
import io.colony.engine.agent.AgentResult;
import io.colony.engine.agent.EnvironmentPolicy;
import io.colony.engine.agent.program.ProgramBackend;
import io.colony.engine.process.ProcessSupervisor;
import io.colony.engine.process.ProgramLookup;
import io.colony.engine.process.StopSignal;
import io.colony.engine.secret.Redactor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs any program that speaks the JSON-lines protocol of {@code docs/agents.md}. */
public final class CommandBackend implements AgentBackend {
    private final List<String> command;
    private final Map<String, String> environment;
    private final ProgramBackend backEnd;

    /**
     * A back end that has no secrets to hide.
     *
     * @param environment what the program inherits, as {@link EnvironmentPolicy#inherit} allowed it
     */
    public CommandBackend(
            String name, List<String> command, ProcessSupervisor supervisor, Map<String, String> environment) {
        this(name, command, supervisor, environment, Redactor.NONE);
    }

    /**
     * A back end.
     *
     * @param command the program and its arguments, as {@link io.colony.engine.agent.CommandLine#split} gives them; a
     *     program named with a relative path is taken from the directory that this one was started in, never from the
     *     work tree
     * @param redactor takes secrets out of everything that the program writes, before anybody sees it
     */
    public CommandBackend(
            String name,
            List<String> command,
            ProcessSupervisor supervisor,
            Map<String, String> environment,
            Redactor redactor) {
        this.backEnd = new ProgramBackend(name, command, new CommandDialect(), supervisor, environment, redactor);
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
    }

    @Override
    public String name() {
        return backEnd.name();
    }

    @Override
    public AgentResult run(AgentRequest request, Consumer<AgentEvent> events, StopSignal stop) {
        return backEnd.run(request, events, stop);
    }

    @Override
    public String redact(String text) {
        return backEnd.redact(text);
    }

    /** Looks whether the program is there; it is not started, since any program may be configured. */
    @Override
    public AgentProbe probe() {
        Map<String, String> clean = EnvironmentPolicy.compose(environment, Path.of("/"), Map.of());
        Optional<Path> program =
                ProgramLookup.find(command.getFirst(), Path.of("").toAbsolutePath(), clean);
        return program.map(path -> AgentProbe.present(path.toString()))
                .orElseGet(() -> AgentProbe.missing(ProgramLookup.missing(command.getFirst(), clean)));
    }
}

package io.colony.engine.agent.command;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.agent.AgentBackend;
import io.colony.engine.agent.AgentEvent;
import io.colony.engine.agent.AgentException;
import io.colony.engine.agent.AgentLimits;
import io.colony.engine.agent.AgentProbe;
import io.colony.engine.agent.AgentRequest;
import io.colony.engine.agent.AgentResult;
import io.colony.engine.agent.AgentUsage;
import io.colony.engine.agent.EnvironmentPolicy;
import io.colony.engine.process.ProcessEnd;
import io.colony.engine.process.ProcessLimits;
import io.colony.engine.process.ProcessSpec;
import io.colony.engine.process.ProcessSupervisor;
import io.colony.engine.process.ProgramLookup;
import io.colony.engine.process.StopSignal;
import io.colony.engine.secret.Redactor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Runs any program that speaks the JSON-lines protocol of {@code docs/agents.md}. */
public final class CommandBackend implements AgentBackend {
    private static final int PROTOCOL = 1;
    private static final int LONGEST_LINE = 4 << 20;
    private static final Duration KILL_AFTER = Duration.ofSeconds(10);

    private final String name;
    private final List<String> command;
    private final ProcessSupervisor supervisor;
    private final Map<String, String> environment;
    private final Redactor redactor;
    private final JsonMapper mapper = new JsonMapper();

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
        if (command.isEmpty()) {
            throw new AgentException("The back end '" + name + "' has no command. Name the program to start.");
        }
        this.name = name;
        this.command = anchored(command);
        this.supervisor = supervisor;
        this.environment = Map.copyOf(environment);
        this.redactor = redactor;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public AgentResult run(AgentRequest request, Consumer<AgentEvent> events, StopSignal stop) {
        try {
            Files.createDirectories(EnvironmentPolicy.temporary(request.home()));
        } catch (IOException e) {
            return notStarted("The home directory '" + request.home() + "' cannot be written: " + e.getMessage());
        }
        // Our own limits stop the run too; whoever gave us the signal must not take that for their own stop.
        StopSignal ours = new StopSignal();
        stop.onStop(() -> ours.stop(stop.reason().orElse("no reason given")));
        Conversation conversation = new Conversation(request.limits(), redactor, events, ours);
        ProcessSpec spec = new ProcessSpec(
                command,
                request.workspace(),
                EnvironmentPolicy.compose(environment, request.home(), request.environment()),
                requestLine(request),
                limits(request.limits()));
        ProcessEnd end = supervisor.run(spec, conversation, ours);
        return new Judgement(conversation, end, stop).result();
    }

    /** Looks whether the program is there; it is not started, since any program may be configured. */
    @Override
    public AgentProbe probe() {
        Map<String, String> clean = EnvironmentPolicy.compose(environment, Path.of("/"), Map.of());
        Optional<Path> program = ProgramLookup.find(command.getFirst(), Path.of("/"), clean);
        return program.map(path -> new AgentProbe(true, path.toString()))
                .orElseGet(() -> new AgentProbe(false, ProgramLookup.missing(command.getFirst(), clean)));
    }

    private String requestLine(AgentRequest request) {
        ObjectNode line = mapper.createObjectNode();
        line.put("type", "request");
        line.put("protocol", PROTOCOL);
        line.put("stage", request.stage());
        line.put("prompt", request.prompt());
        line.set("context", request.context());
        line.set("result_schema", request.resultSchema());
        ObjectNode limits = line.putObject("limits");
        limits.put("wall_clock_seconds", request.limits().wallClock().toSeconds());
        limits.put("inactivity_seconds", request.limits().inactivity().toSeconds());
        limits.put("usd", request.limits().usd().amount().toPlainString());
        return line + "\n";
    }

    private static ProcessLimits limits(AgentLimits limits) {
        return new ProcessLimits(
                limits.wallClock(), limits.inactivity(), limits.outputBytes(), LONGEST_LINE, KILL_AFTER);
    }

    private static List<String> anchored(List<String> command) {
        List<String> words = new ArrayList<>(command);
        if (words.getFirst().contains("/")) {
            words.set(0, Path.of(words.getFirst()).toAbsolutePath().normalize().toString());
        }
        return List.copyOf(words);
    }

    private static AgentResult notStarted(String message) {
        return new AgentResult(
                AgentResult.End.NOT_STARTED,
                Optional.empty(),
                AgentUsage.NONE,
                false,
                OptionalInt.empty(),
                Duration.ZERO,
                message);
    }
}

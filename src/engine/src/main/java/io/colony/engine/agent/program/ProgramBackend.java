package io.colony.engine.agent.program;

import io.colony.engine.agent.AgentBackend;
import io.colony.engine.agent.AgentEvent;
import io.colony.engine.agent.AgentException;
import io.colony.engine.agent.AgentLimits;
import io.colony.engine.agent.AgentProbe;
import io.colony.engine.agent.AgentRequest;
import io.colony.engine.agent.AgentResult;
import io.colony.engine.agent.AgentUsage;
import io.colony.engine.agent.EnvironmentPolicy;
import io.colony.engine.agent.UsageReporting;
import io.colony.engine.process.ProcessEnd;
import io.colony.engine.process.ProcessLimits;
import io.colony.engine.process.ProcessSpec;
import io.colony.engine.process.ProcessSupervisor;
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
import java.util.TreeMap;
import java.util.function.Consumer;

/** Runs an agent program under supervision, by its dialect. */
public final class ProgramBackend implements AgentBackend {
    private static final int LONGEST_LINE = 4 << 20;
    private static final Duration KILL_AFTER = Duration.ofSeconds(10);

    private final String name;
    private final List<String> command;
    private final Dialect dialect;
    private final ProcessSupervisor supervisor;
    private final Map<String, String> environment;
    private final Redactor redactor;

    /**
     * A back end.
     *
     * @param command the program and its first arguments; the dialect's follow. A program named with a relative path is
     *     taken from the directory that this one was started in, never from the work tree
     * @param environment what the program inherits, as {@link EnvironmentPolicy#inherit} allowed it; it wins over what the
     *     dialect sets
     * @param redactor takes secrets out of everything that the program writes, before anybody sees it
     */
    public ProgramBackend(
            String name,
            List<String> command,
            Dialect dialect,
            ProcessSupervisor supervisor,
            Map<String, String> environment,
            Redactor redactor) {
        if (command.isEmpty()) {
            throw new AgentException("The back end '" + name + "' has no command. Name the program to start.");
        }
        this.name = name;
        this.command = anchored(command);
        this.dialect = dialect;
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
            prepare(request);
        } catch (IOException e) {
            return notStarted("The home directory '" + request.home() + "' cannot be written: " + e.getMessage());
        }
        // Our own limits stop the run too; whoever gave us the signal must not take that for their own stop.
        StopSignal ours = new StopSignal();
        stop.onStop(() -> ours.stop(stop.reason().orElse("no reason given")));
        Conversation conversation = new Conversation(dialect.reader(), request.limits(), redactor, events, ours);
        List<String> words = new ArrayList<>(command);
        words.addAll(dialect.arguments(request));
        Map<String, String> added = new TreeMap<>(dialect.environment());
        added.keySet().removeAll(environment.keySet());
        added.putAll(request.environment());
        ProcessSpec spec = new ProcessSpec(
                words,
                request.workspace(),
                EnvironmentPolicy.compose(environment, request.home(), added),
                dialect.input(request),
                limits(request.limits()));
        ProcessEnd end;
        try {
            end = supervisor.run(spec, conversation, ours);
        } finally {
            conversation.close();
        }
        ours.groups().forEach(group -> stop.ended(group, ours.survivors()));
        return new Judgement(conversation, end, stop, dialect).result();
    }

    @Override
    public UsageReporting usage() {
        return dialect.usage();
    }

    @Override
    public String redact(String text) {
        return redactor.redact(text);
    }

    @Override
    public AgentProbe probe() {
        return new ProgramVersion(supervisor, environment).ask(command);
    }

    private void prepare(AgentRequest request) throws IOException {
        Files.createDirectories(EnvironmentPolicy.temporary(request.home()));
        for (Map.Entry<String, String> file : dialect.homeFiles(request).entrySet()) {
            Path path = request.home().resolve(file.getKey());
            Files.createDirectories(path.resolveSibling("."));
            Files.writeString(path, file.getValue());
        }
    }

    private static ProcessLimits limits(AgentLimits limits) {
        return new ProcessLimits(
                limits.wallClock(),
                limits.inactivity(),
                limits.outputBytes(),
                LONGEST_LINE,
                KILL_AFTER,
                limits.memoryBytes());
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

package io.colony.engine.remote;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.ColonyException;
import io.colony.engine.agent.AgentBackend;
import io.colony.engine.agent.AgentEvent;
import io.colony.engine.gate.GateResult;
import io.colony.engine.git.GitException;
import io.colony.engine.git.RefusedContent;
import io.colony.engine.git.TrustedClone;
import io.colony.engine.process.LocalCommandRunner;
import io.colony.engine.workspace.Workspaces;
import io.colony.engine.workspace.Workspaces.AgentWorkspace;
import io.colony.engine.workspace.Workspaces.ExportedCommits;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers a session's calls, one after the other, until it is ended. Used by one thread. */
final class SessionServer {
    private static final Map<String, CloneCall> CLONE_CALLS =
            Arrays.stream(CloneCall.values()).collect(Collectors.toMap(CloneCall::op, Function.identity()));

    private final SessionDirectory files;
    private final SessionTools tools;
    private final SessionWatch watch;
    private int calls;
    private @Nullable AgentWorkspace workspace;

    SessionServer(SessionDirectory files, SessionTools tools, SessionWatch watch) {
        this.files = files;
        this.tools = tools;
        this.watch = watch;
    }

    /** Returns once the session is over. */
    void serve() {
        Optional<Call> next = next();
        while (next.isPresent()) {
            Call call = next.get();
            if (call.op().equals(RemoteClones.OPEN)) {
                withClone(call);
            } else {
                answer(call, asked -> answer(asked.op(), asked.arguments()));
            }
            next = next();
        }
    }

    /** One that has come in. */
    private record Call(int number, String op, JsonNode arguments) {}

    private Optional<Call> next() {
        int number = calls + 1;
        if (!watch.await(() -> Files.exists(files.call(number)))) {
            return Optional.empty();
        }
        calls = number;
        JsonNode asked = Wire.parse(SessionDirectory.read(files.call(number)));
        String op = asked.path(SessionClient.OP).asText();
        // Whoever takes the session up asks for the name again; what a call was given, a credential it may be, stays
        // nowhere.
        SessionDirectory.write(files.call(number), Wire.text(Wire.object().put(SessionClient.OP, op)));
        return Optional.of(new Call(number, op, asked.path(SessionClient.ARGUMENTS)));
    }

    private void answer(Call call, Function<Call, JsonNode> answers) {
        String text;
        try {
            text = bounded(call.op(), Wire.answer(answers.apply(call)));
        } catch (RuntimeException failure) {
            text = Wire.failure(failure);
        }
        SessionDirectory.write(files.answer(call.number()), text);
    }

    /** What nobody would read is told in words that count as a failure of the call, and not of the connection. */
    static String bounded(String op, String text) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > SessionDirectory.MOST_TEXT) {
            throw tooLarge(
                    op,
                    "The answer to '" + op + "' has " + bytes + " bytes; at most " + SessionDirectory.MOST_TEXT
                            + " are carried between machines. ");
        }
        return text;
    }

    /** What the change itself is too large for is sent back to whoever made it. */
    private static ColonyException tooLarge(String op, String what) {
        return op.equals(CloneCall.CHANGES.op())
                ? new RefusedContent(
                        what + "Make the change smaller: alter fewer files, above all fewer or smaller ones"
                                + " that say how to build and test.")
                : new ColonyException(
                        what + "A change with fewer and shorter files, names and messages has a shorter one; where the"
                                + " repository itself is that large, Colony cannot work on it across machines.");
    }

    /** The clone is this session's until it lets go, or ends. */
    private void withClone(Call open) {
        try {
            RemoteClones.Open asked = Wire.read(open.arguments(), new TypeReference<>() {});
            tools.access().put(asked.url(), asked.access());
            tools.clones().with(asked.repository(), asked.url(), clone -> whileOpen(open, clone));
        } catch (RuntimeException notOpened) {
            if (!Files.exists(files.answer(open.number()))) {
                SessionDirectory.write(files.answer(open.number()), Wire.failure(notOpened));
            }
        }
    }

    private boolean whileOpen(Call open, TrustedClone clone) {
        answer(open, call -> Wire.tree(clone.directory()));
        Optional<Call> next = next();
        while (next.isPresent()) {
            boolean last = next.get().op().equals(RemoteClones.LET_GO);
            answer(next.get(), call -> ofClone(clone, call));
            if (last) {
                return true;
            }
            next = next();
        }
        return false;
    }

    private JsonNode ofClone(TrustedClone clone, Call call) {
        if (call.op().equals(RemoteClones.LET_GO)) {
            return Wire.object();
        }
        if (call.op().equals(RepositoryFeed.FEED)) {
            return feed(clone, Wire.read(call.arguments(), new TypeReference<>() {}));
        }
        CloneCall known = CLONE_CALLS.get(call.op());
        return known == null ? answer(call.op(), call.arguments()) : known.answer(clone, call.arguments());
    }

    private JsonNode answer(String op, JsonNode asked) {
        return switch (op) {
            case RepositoryFeed.KNOWN ->
                Wire.tree(tools.workspaces().known(Wire.read(asked, new TypeReference<Workspaces.Request>() {})));
            case RepositoryFeed.FEED -> feed(Wire.read(asked, new TypeReference<>() {}));
            case RemoteWorkspaces.CREATE -> create(asked);
            case RemoteWorkspaces.EXPORT -> export(asked);
            case RemoteWorkspaces.SAVE -> Wire.tree(workspace().saveRecovery());
            case RemoteWorkspaces.CLOSE -> close();
            case RemoteGates.RUN -> gates(Wire.read(asked, new TypeReference<>() {}));
            case RemoteBackend.RUN -> run(Wire.read(asked, new TypeReference<>() {}));
            case RemoteBackend.PROBE -> Wire.tree(tools.backEnd(asked.asText()).probe());
            case RemoteCommands.RUN -> command(Wire.read(asked, new TypeReference<>() {}));
            default ->
                throw new CallUnknown(CallUnknown.BEGINNING + op
                        + "': it is of another version than whoever asks. Restart what is older.");
        };
    }

    private JsonNode feed(RepositoryFeed.Asked asked) {
        tools.access().put(asked.url(), asked.access());
        return tools.clones().with(asked.repository(), asked.url(), clone -> feed(clone, asked));
    }

    private JsonNode feed(TrustedClone clone, RepositoryFeed.Asked asked) {
        String name = "feed-" + calls + ".bundle";
        asked.wanted().forEach(clone::bring);
        clone.bundle(files.file(name), asked.wanted(), asked.has());
        return Wire.tree(name);
    }

    private JsonNode create(JsonNode asked) {
        workspace = tools.workspaces().createForAgent(Wire.read(asked, new TypeReference<Workspaces.Request>() {}));
        return Wire.tree(new RemoteWorkspaces.Made(workspace.directory(), workspace.home()));
    }

    private AgentWorkspace workspace() {
        if (workspace == null) {
            throw new ColonyException("This session has no workspace: it was closed, or never made.");
        }
        return workspace;
    }

    private JsonNode close() {
        workspace().close();
        workspace = null;
        return Wire.object();
    }

    /** Among the session's files, where it can be fetched from. */
    private JsonNode export(JsonNode asked) {
        RemoteWorkspaces.Export export = Wire.read(asked, new TypeReference<>() {});
        return Wire.tree(workspace().export(export.message(), export.maxBytes()).map(this::keep));
    }

    private RemoteWorkspaces.Exported keep(ExportedCommits exported) {
        String name = "commits-" + calls + ".bundle";
        try {
            Files.copy(exported.bundle(), files.file(name), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new GitException("The agent's commits could not be kept: " + failure + ".", failure);
        }
        return new RemoteWorkspaces.Exported(name, exported.headSha(), exported.bytes());
    }

    private JsonNode gates(RemoteGates.Asked asked) {
        List<GateResult> results = watch.stoppable(
                stop -> tools.gates().run(asked.gates(), tools.workspaces().forGates(asked.request()), stop));
        return CarriedTests.answer(files, calls, results);
    }

    private JsonNode run(RemoteBackend.Asked asked) {
        AgentBackend backEnd = tools.backEnd(asked.backEnd());
        try (BufferedWriter events = begun(files.events(calls))) {
            return watch.stoppable(stop ->
                    Wire.tree(backEnd.run(asked.request(), event -> append(events, redacted(backEnd, event)), stop)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Whoever opens what was put there beforehand, such as a pipe, would wait. */
    private static BufferedWriter begun(Path events) throws IOException {
        Files.deleteIfExists(events);
        return Files.newBufferedWriter(events, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    private static String redacted(AgentBackend backEnd, AgentEvent event) {
        return backEnd.redact(Wire.text(event, new TypeReference<AgentEvent>() {}));
    }

    private static void append(BufferedWriter events, String line) {
        try {
            events.write(line);
            events.write('\n');
            events.flush();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private JsonNode command(RemoteCommands.Asked asked) {
        return Wire.tree(new LocalCommandRunner()
                .run(asked.command(), asked.directory(), asked.environment(), asked.input(), asked.timeout()));
    }
}

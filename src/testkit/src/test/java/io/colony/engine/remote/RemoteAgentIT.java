package io.colony.engine.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.agent.AgentBackends;
import io.colony.engine.agent.AgentEvent;
import io.colony.engine.agent.AgentLimits;
import io.colony.engine.agent.AgentRequest;
import io.colony.engine.agent.AgentResult;
import io.colony.engine.agent.AgentType;
import io.colony.engine.agent.ResultSchema;
import io.colony.engine.config.HostEnvironment;
import io.colony.engine.database.Json;
import io.colony.engine.ledger.Usd;
import io.colony.engine.process.StopSignal;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An agent program that is asked once, in a session of its own and a directory that is not the session's. */
class RemoteAgentIT {
    @TempDir
    Path directory;

    private final List<SessionDirectory> sessions = new ArrayList<>();

    @AfterEach
    void end() {
        sessions.forEach(SessionDirectory::close);
    }

    @Test
    void itAnswersFromTheAskersDirectoryAndIsRunOnceWhoeverAsks() throws IOException {
        Path build = Files.createDirectory(directory.resolve("build"));
        Files.writeString(build.resolve("README"), "hello");
        List<AgentEvent> events = new ArrayList<>();

        AgentResult first = agent().backEnd().run(request(build), events::add, new StopSignal());
        RemoteAgent taken = agent();
        AgentResult again = taken.backEnd().run(request(build), event -> {}, new StopSignal());

        assertThat(first.end()).isEqualTo(AgentResult.End.COMPLETED);
        assertThat(first.document().orElseThrow().path("summary").asText())
                .as("its directory, and the stage that it is asked for")
                .isEqualTo("hello prompt-write");
        assertThat(events).contains(new AgentEvent.Text("I look."));
        assertThat(again).isEqualTo(first);
        assertThat(Files.readString(build.resolve("ran"))).isEqualTo("once\n");
        taken.close();
        assertThat(directory.resolve("sessions/prompt")).doesNotExist();
    }

    /** Another process of the same user knows where they will be. Whoever asks looks there once the session has begun them. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aPipeThatWaitsWhereItsEventsWillBeHoldsNoRun() throws Exception {
        Path build = Files.createDirectory(directory.resolve("build"));
        Files.writeString(build.resolve("README"), "hello");
        Path events = Files.createDirectories(directory.resolve("sessions/prompt/events"))
                .resolve("1.jsonl");
        assertThat(new ProcessBuilder("mkfifo", events.toString()).start().waitFor())
                .isZero();
        List<AgentEvent> told = new ArrayList<>();

        AgentResult result =
                agent(files -> patient(files, events)).backEnd().run(request(build), told::add, new StopSignal());

        assertThat(result.end()).isEqualTo(AgentResult.End.COMPLETED);
        assertThat(told).contains(new AgentEvent.Text("I look."));
    }

    private static SessionFiles patient(SessionFiles files, Path events) {
        return (SessionFiles) Proxy.newProxyInstance(
                SessionFiles.class.getClassLoader(),
                new Class<?>[] {SessionFiles.class},
                (proxy, method, arguments) -> {
                    while (method.getName().equals("await") && !Files.isRegularFile(events)) {
                        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
                    }
                    return method.invoke(files, arguments);
                });
    }

    private AgentRequest request(Path build) {
        return new AgentRequest(
                "prompt-write",
                "Say what is there.",
                Json.object(),
                ResultSchema.ANSWER.document(),
                build,
                directory.resolve("sessions/prompt/home"),
                Map.of(),
                AgentLimits.withCeiling(Usd.of("1")));
    }

    private RemoteAgent agent() throws IOException {
        return agent(UnaryOperator.identity());
    }

    private RemoteAgent agent(UnaryOperator<SessionFiles> files) throws IOException {
        Path program = Files.writeString(directory.resolve("agent.sh"), """
                #!/bin/sh
                read -r request
                echo once >> ran
                stage=$(printf '%s' "$request" | sed 's/.*"stage":"\\([a-z-]*\\)".*/\\1/')
                echo '{"type": "text", "text": "I look."}'
                printf '{"type": "result", "document": {"outcome": "done", "summary": "%s %s"}}\\n' "$(cat README)" "$stage"
                """);
        AgentBackends.Program known = new AgentBackends.Program(
                "model", AgentType.COMMAND, List.of("/bin/sh", program.toString()), Optional.empty(), List.of("PATH"));
        HostEnvironment here = HostEnvironment.ofThisProcess();
        SessionDirectory session = new SessionDirectory(
                directory.resolve("sessions/prompt"),
                List.of(
                        here.javaHome().resolve("bin/java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx128m",
                        "-cp",
                        here.classPath(),
                        SessionMain.class.getName()));
        sessions.add(session);
        return new RemoteAgent(
                new RemoteHands.Place(
                        "here",
                        files.apply(session),
                        new SessionSetup(
                                directory.resolve("work").toString(), List.of(known), Map.of(), Duration.ofMinutes(5))),
                "model",
                new StopSignal());
    }
}

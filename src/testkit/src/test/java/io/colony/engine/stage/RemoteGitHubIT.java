package io.colony.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.Installation;
import io.colony.engine.agent.AgentBackends;
import io.colony.engine.agent.AgentType;
import io.colony.engine.config.HostEnvironment;
import io.colony.engine.issue.Issue;
import io.colony.engine.process.StopSignal;
import io.colony.engine.remote.RemoteHands;
import io.colony.engine.remote.SessionDirectory;
import io.colony.engine.remote.SessionFiles;
import io.colony.engine.remote.SessionMain;
import io.colony.engine.remote.SessionProgress;
import io.colony.engine.remote.SessionSetup;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From an issue to a merge on a private repository of GitHub by hands elsewhere, and where its credentials are meanwhile. */
class RemoteGitHubIT {
    private static final Pattern EXAMPLE =
            Pattern.compile("```sh\n(#!/bin/sh\n# Reads the request.*?)```", Pattern.DOTALL);
    private static final Pattern BASIC = Pattern.compile("Authorization: Basic ([A-Za-z0-9+/=]+)");

    @TempDir
    Path directory;

    private GitHubSide side;
    private StageFixture colony;
    private final List<SessionDirectory> sessions = new ArrayList<>();

    /** What each part was asked, and the secrets that were found in files of a session once a call had been answered. */
    private final List<String> askedOfWorking = new ArrayList<>();

    private final List<String> askedOfTrusted = new ArrayList<>();
    private final List<String> found = new ArrayList<>();
    private int looks;

    @BeforeEach
    void start() {
        side = new GitHubSide(directory.resolve("host"), true);
        colony = new StageFixture(directory.resolve("controller"), side.outside());
    }

    @AfterEach
    void end() {
        sessions.forEach(SessionDirectory::close);
        colony.close();
        side.close();
    }

    @Test
    void aTokenIsWithTheTrustedHandsForTheCallThatNeedsItAndIsStoredNowhere() throws IOException {
        Issue issue = colony.admitted("Add a note");

        for (int step = 1; !colony.state(issue).equals("done"); step++) {
            assertThat(step)
                    .as("steps; now %s: %s", colony.state(issue), colony.reason(issue))
                    .isLessThan(8);
            try (RemoteHands hands = hands("run-" + step)) {
                assertThat(worker(hands).step()).isTrue();
            }
            colony.deliver();
        }

        assertThat(side.did("POST .*/pulls")).hasSize(1);
        assertThat(side.did("PUT .*/merge")).hasSize(1);
        assertThat(side.repository.git().text(side.repository.tip("main").orElseThrow(), "NOTE.md"))
                .isPresent();
        assertThat(side.did("POST .*/statuses/.*")).isNotEmpty();
        assertThat(tokens(askedOfTrusted))
                .as("it pushed and fetched there")
                .containsExactlyInAnyOrder(side.opsToken(), side.coderToken());
        assertThat(tokens(askedOfWorking)).isEmpty();
        assertThat(String.join("\n", askedOfWorking)).doesNotContain(side.opsToken(), side.coderToken());
        assertThat(looks).as("looks at the sessions' files").isGreaterThan(20);
        assertThat(found).isEmpty();
        look(directory.resolve("elsewhere"));
        look(directory.resolve("controller"));
        assertThat(found).isEmpty();
    }

    private static Set<String> tokens(List<String> calls) {
        return BASIC.matcher(String.join("\n", calls))
                .results()
                .map(match -> new String(Base64.getDecoder().decode(match.group(1)), StandardCharsets.UTF_8))
                .map(text -> text.substring(text.indexOf(':') + 1))
                .collect(Collectors.toSet());
    }

    private StageWorker worker(RemoteHands hands) {
        return colony.newWorker(
                "elsewhere-" + sessions.size(),
                hands.hands(
                        Set.of(ScriptedBackend.NAME),
                        UnaryOperator.identity(),
                        side.cut.reading(),
                        (hooked, commands) -> Installation.pushingFrom(
                                side.cut.forge(), commands, directory.resolve("elsewhere/trusted-work"))));
    }

    private RemoteHands hands(String run) {
        return new RemoteHands(
                new RemoteHands.Place(
                        "here", watched(session(run + "-working"), askedOfWorking), setup("working", List.of(agent()))),
                new RemoteHands.Place(
                        "here, trusted",
                        watched(session(run + "-trusted"), askedOfTrusted),
                        setup("trusted-work", List.of())),
                new StopSignal());
    }

    private SessionSetup setup(String work, List<AgentBackends.Program> agents) {
        return new SessionSetup(
                directory.resolve("elsewhere").resolve(work).toString(), agents, Map.of(), Duration.ofMinutes(5));
    }

    /** Notes what is asked, and looks at all files of all sessions after each answer. */
    private SessionFiles watched(SessionFiles files, List<String> asked) {
        return (SessionFiles) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {SessionFiles.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("submit")) {
                        asked.add((String) arguments[1]);
                    }
                    Object answer;
                    try {
                        answer = method.invoke(files, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                    if (answer instanceof SessionProgress progress && progress.answer() != null) {
                        look(directory.resolve("sessions"));
                    }
                    return answer;
                });
    }

    private void look(Path below) throws IOException {
        looks++;
        try (Stream<Path> all = Files.walk(below)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String text = text(file);
                for (String token : List.of(side.opsToken(), side.coderToken())) {
                    String basic = Base64.getEncoder()
                            .encodeToString(("x-access-token:" + token).getBytes(StandardCharsets.UTF_8));
                    if (text.contains(token) || text.contains(basic)) {
                        found.add(file.toString());
                    }
                }
            }
        }
    }

    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException goneMeanwhile) {
            return "";
        }
    }

    private SessionDirectory session(String name) {
        HostEnvironment here = HostEnvironment.ofThisProcess();
        SessionDirectory session = new SessionDirectory(
                directory.resolve("sessions").resolve(name),
                List.of(
                        here.javaHome().resolve("bin/java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx128m",
                        "-cp",
                        here.classPath(),
                        SessionMain.class.getName()));
        sessions.add(session);
        return session;
    }

    /** The documentation's. */
    private AgentBackends.Program agent() {
        try {
            Matcher example = EXAMPLE.matcher(Files.readString(Path.of("../../docs/agents.md")));
            assertThat(example.find()).as("an example in docs/agents.md").isTrue();
            Path program = Files.writeString(directory.resolve("agent.sh"), example.group(1));
            return new AgentBackends.Program(
                    ScriptedBackend.NAME,
                    AgentType.COMMAND,
                    List.of("/bin/sh", program.toString()),
                    Optional.empty(),
                    List.of("PATH"));
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }
}

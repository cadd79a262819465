package io.colony.engine.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import io.colony.engine.agent.AgentEvent;
import io.colony.engine.process.StopSignal;
import io.colony.engine.stage.HandsLost;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Waits for a session as long as it may take, and not for one that was stopped by what runs beside it. */
final class SessionClientTest {
    /** Files of a session that answers at the look of a number, or never. */
    private static final class Scripted implements SessionFiles {
        private final int answersAt;
        private final StopSignal stop;
        private int looks;
        private @Nullable String stopped;
        private boolean closed;
        private String events = "";

        Scripted(int answersAt, StopSignal stop) {
            this.answersAt = answersAt;
            this.stop = stop;
        }

        @Override
        public void open(SessionSetup setup) {}

        @Override
        public String submit(int call, String text) {
            return text;
        }

        @Override
        public SessionProgress await(int call, long from, Duration most) {
            looks++;
            if (looks == 500) {
                stop.stop("aborted");
            }
            String answer = looks == answersAt ? Wire.answer(Wire.tree("done")) : null;
            return new SessionProgress(events, from, answer, true);
        }

        @Override
        public void stop(String reason) {
            stopped = reason;
        }

        @Override
        public byte[] piece(String name, long from) {
            return new byte[0];
        }

        @Override
        public String put(String name, long at, byte[] piece) {
            return name;
        }

        @Override
        public void close() {
            closed = true;
        }

        @Override
        public List<String> lastWords() {
            return List.of();
        }
    }

    private final StopSignal stop = new StopSignal();

    private SessionClient client(Scripted files) {
        return new SessionClient(
                "agent-1", files, () -> new SessionSetup("work", List.of(), Map.of(), Duration.ofMinutes(1)), stop);
    }

    @Test
    void aCallMayTakeAsLongAsItTakesAndMayEndWithinAWhileAfterAStop() {
        Scripted files = new Scripted(600, stop);

        try (SessionClient client = client(files)) {
            client.call("run", Wire.object(), event -> {});
        }

        assertThat(files.stopped).isEqualTo("aborted");
        assertThat(files.closed).isTrue();
    }

    @Test
    void whatSaysNothingAfterAStopIsGivenUp() {
        Scripted files = new Scripted(-1, stop);

        try (SessionClient client = client(files)) {
            assertThatThrownBy(() -> client.call("run", Wire.object(), event -> {}))
                    .isInstanceOf(HandsLost.class)
                    .hasMessageContaining("asked to stop during 'run' and said nothing");
        }

        assertThat(files.looks).isLessThan(700);
        assertThat(files.closed).as("ended").isTrue();
    }

    /** What is saved and tidied up after it, each of which would wait anew. */
    @Test
    void whatWasGivenUpIsWaitedForNoSecondTime() {
        Scripted files = new Scripted(-1, stop);
        try (SessionClient client = client(files)) {
            assertThatThrownBy(() -> client.call(RemoteBackend.RUN, Wire.object(), event -> {}))
                    .isInstanceOf(HandsLost.class);
            int looks = files.looks;

            for (String op : List.of(RemoteWorkspaces.SAVE, RemoteWorkspaces.CLOSE)) {
                assertThatThrownBy(() -> client.call(op, Wire.object(), event -> {}))
                        .isInstanceOf(HandsLost.class)
                        .hasMessageContaining("during 'agent.run' and said nothing");
            }

            assertThat(files.looks).isEqualTo(looks);
        }
    }

    /** It may still be under way in the session, which answers nothing else before its end. */
    @Test
    void afterEventsThatCannotBeReadNothingElseIsAsked() {
        Scripted files = new Scripted(2, stop);
        files.events = "{\"kind\":\"none\"}\n";
        try (SessionClient client = client(files)) {
            RemoteBackend backEnd = new RemoteBackend("model", client);
            assertThatThrownBy(() -> client.call(
                            RemoteBackend.RUN,
                            Wire.object(),
                            line -> Wire.read(Wire.parse(line), new TypeReference<AgentEvent>() {})))
                    .isInstanceOf(HandsLost.class);
            assertThatThrownBy(backEnd::probe).isInstanceOf(HandsLost.class);
        }

        assertThat(files.looks).isEqualTo(1);
    }

    /** Git says nothing while it packs a large checkout. */
    @ParameterizedTest
    @ValueSource(strings = {RemoteWorkspaces.SAVE, RemoteWorkspaces.EXPORT, RemoteWorkspaces.CLOSE})
    void anAbortedRunsWorkspaceMayTakeLongerToBeSaved(String op) {
        Scripted files = new Scripted(1_000, stop);
        try (SessionClient client = client(files)) {
            assertThat(client.call(op, Wire.object(), event -> {}).asText()).isEqualTo("done");
        }
    }
}

package io.colony.engine.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.process.StopSignal;
import io.colony.engine.stage.HandsLost;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a lost connection does to a session that goes on behind it. */
class PatientFilesTest {
    private final Distant distant = new Distant();
    private final StopSignal stop = new StopSignal();

    private PatientFiles files(Duration patience) {
        return new PatientFiles("agent 'a'", distant, patience, Duration.ofMillis(1), stop);
    }

    @Test
    void whatMayBeAskedAgainIsAskedUntilTheConnectionIsBack() {
        distant.away = 3;
        PatientFiles files = files(Duration.ofMinutes(1));
        assertThat(files.submit(1, "a question")).isEqualTo("a question");
        assertThat(distant.asked).containsExactly("submit", "submit", "submit", "submit");
        distant.away = 2;
        files.open(new SessionSetup("/w", List.of(), Map.of(), Duration.ofMinutes(1)));
        distant.away = 1;
        assertThat(files.await(1, 0, Duration.ZERO).alive()).isTrue();
    }

    @Test
    void patienceEnds() {
        distant.away = Integer.MAX_VALUE;
        assertThatThrownBy(() -> files(Duration.ZERO).submit(1, "x"))
                .isInstanceOf(HandsLost.class)
                .hasMessage(
                        "The session on agent 'a' could not be asked: it is offline. Whatever still runs there ends by"
                                + " itself.");
    }

    @Test
    void aStopEndsWaiting() {
        distant.away = Integer.MAX_VALUE;
        stop.stop("aborted");
        assertThatThrownBy(() -> files(Duration.ofDays(1)).submit(1, "x")).isInstanceOf(HandsLost.class);
    }

    @Test
    void whatIsCopiedIsNotCopiedTwice() {
        distant.away = 1;
        PatientFiles files = files(Duration.ofMinutes(1));
        assertThatThrownBy(() -> files.copyIn("a", new ByteArrayInputStream(new byte[1])))
                .isInstanceOf(HandsLost.class)
                .hasMessageContaining("written");
        distant.away = 1;
        assertThatThrownBy(() -> files.copyOut("a", new ByteArrayOutputStream()))
                .isInstanceOf(HandsLost.class);
        distant.away = 1;
        assertThatThrownBy(files::close).isInstanceOf(HandsLost.class);
        assertThat(distant.asked).containsExactly("copyIn", "copyOut", "close");
    }

    @Test
    void onlyWhatWasOpenedAndCanBeReachedIsStopped() {
        PatientFiles files = files(Duration.ofMinutes(1));
        files.stop("not opened");
        files.open(new SessionSetup("/w", List.of(), Map.of(), Duration.ofMinutes(1)));
        distant.connected = false;
        files.stop("not there");
        distant.connected = true;
        files.stop("now");
        assertThat(distant.asked).containsExactly("open", "stop");
    }

    @Test
    void anInterruptionIsPassedOn() {
        distant.interrupted = true;
        try {
            assertThatThrownBy(() -> files(Duration.ofMinutes(1)).lastWords())
                    .isInstanceOf(HandsLost.class)
                    .hasMessageContaining("goes down");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    /** Fails so many times. */
    private static final class Distant implements DistantFiles {
        private final List<String> asked = new ArrayList<>();
        private int away;
        private boolean interrupted;
        private boolean connected = true;

        private <T> T asked(String what, T answer) throws IOException, InterruptedException {
            asked.add(what);
            if (interrupted) {
                throw new InterruptedException();
            }
            if (away > 0) {
                away--;
                throw new IOException("it is offline");
            }
            return answer;
        }

        @Override
        public void open(SessionSetup setup) throws IOException, InterruptedException {
            asked("open", true);
        }

        @Override
        public String submit(int call, String text) throws IOException, InterruptedException {
            return asked("submit", text);
        }

        @Override
        public SessionProgress await(int call, long from, Duration most) throws IOException, InterruptedException {
            return asked("await", new SessionProgress("", 0, null, true));
        }

        @Override
        public void stop(String reason) throws IOException, InterruptedException {
            asked("stop", true);
        }

        @Override
        public void copyOut(String name, OutputStream to) throws IOException, InterruptedException {
            asked("copyOut", true);
        }

        @Override
        public String copyIn(String name, InputStream from) throws IOException, InterruptedException {
            return asked("copyIn", name);
        }

        @Override
        public void close() throws IOException, InterruptedException {
            asked("close", true);
        }

        @Override
        public List<String> lastWords() throws IOException, InterruptedException {
            return asked("lastWords", List.of());
        }

        @Override
        public boolean connected() {
            return connected;
        }
    }
}

package io.colony.engine.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.process.StopSignal;
import io.colony.engine.stage.HandsLost;
import java.io.IOException;
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
    void aPieceIsCarriedAgainWhereNobodyKnowsWhetherItWas() {
        distant.away = 1;
        PatientFiles files = files(Duration.ofMinutes(1));
        assertThat(files.put("a", 0, new byte[1])).isEqualTo("a");
        distant.away = 1;
        assertThat(files.piece("a", 0)).hasSize(1);
        distant.away = 1;
        assertThatThrownBy(files::close).isInstanceOf(HandsLost.class);
        assertThat(distant.asked).containsExactly("put", "put", "piece", "piece", "close");
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
        public byte[] piece(String name, long from) throws IOException, InterruptedException {
            return asked("piece", new byte[1]);
        }

        @Override
        public String put(String name, long at, byte[] piece) throws IOException, InterruptedException {
            return asked("put", name);
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

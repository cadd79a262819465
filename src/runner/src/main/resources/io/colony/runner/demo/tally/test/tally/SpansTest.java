package tally;

import java.time.Duration;

final class SpansTest {
    private SpansTest() {}

    static void leavesOutWhatIsZero() {
        Expect.equal(Spans.format(Duration.ZERO), "0 s");
        Expect.equal(Spans.format(Duration.ofMinutes(125)), "2 h 5 min");
        Expect.equal(Spans.format(Duration.ofSeconds(86_401)), "1 d 1 s");
    }
}

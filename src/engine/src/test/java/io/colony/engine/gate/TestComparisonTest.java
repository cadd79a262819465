package io.colony.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.gate.GateResult.Verdict;
import io.colony.engine.gate.TestTally.Ending;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class TestComparisonTest {
    private static TestRun run(String... tests) {
        TestTally tally = new TestTally(TestReports.Limits.DEFAULT);
        for (String test : tests) {
            Ending ending = switch (test.charAt(0)) {
                case '-' -> Ending.SKIPPED;
                case '!' -> Ending.FAILED;
                default -> Ending.PASSED;
            };
            String[] parts = test.replaceFirst("^[-!]", "").split("#", 2);
            tally.add(parts[0], parts[1], ending);
        }
        return tally.run();
    }

    private static List<String> doubts(TestRun base, TestRun head) {
        return doubts(base, head, Verdict.PASS);
    }

    private static List<String> doubts(TestRun base, TestRun head, Verdict verdict) {
        GateResult result = new GateResult(
                "tests",
                verdict,
                OptionalInt.of(0),
                Duration.ZERO,
                "",
                "",
                Optional.empty(),
                false,
                Optional.of(head),
                List.of());
        return TestComparison.doubts(result, base);
    }

    @Test
    void moreTestsAreNoDoubt() {
        assertThat(doubts(run("A#a"), run("A#a", "A#b", "B#c", "-B#d"))).isEmpty();
    }

    @Test
    void aTestThatIsGoneIsNamed() {
        assertThat(doubts(run("A#a", "A#b"), run("A#a")))
                .containsExactly("Gate 'tests': 1 test that the base runs is not run by the change: A#b.");
    }

    @Test
    void aTestThatIsSkippedIsNamedAndOneThatWasSkippedBeforeIsNot() {
        assertThat(doubts(run("A#a", "-A#b"), run("-A#a", "-A#b")))
                .containsExactly("Gate 'tests': 1 test that the base runs is skipped by the change: A#a.");
    }

    @Test
    void aSkippedTestThatGoesIsNoLoss() {
        assertThat(doubts(run("A#a", "-A#b"), run("A#a"))).isEmpty();
    }

    @Test
    void aTestThatMovedOrHasAnotherNameIsNotGone() {
        assertThat(doubts(run("A#a", "A#b"), run("A#a", "x.A#b"))).isEmpty();
        assertThat(doubts(run("A#a", "A#b"), run("A#a", "A#better"))).isEmpty();
        assertThat(doubts(run("A#a[1]", "A#a[2]"), run("A#a[one]", "A#a[two]"))).isEmpty();
    }

    @Test
    void eachNewTestStandsForOneOnly() {
        assertThat(doubts(run("A#a", "A#b", "A#c"), run("A#a", "A#new"))).hasSize(1);
        assertThat(doubts(run("A#b", "B#b"), run("C#b"))).hasSize(1);
        assertThat(doubts(run("A#a", "A#b"), run("A#a", "B#c"))).hasSize(1);
    }

    @Test
    void aNewTestThatIsSkippedStandsForNone() {
        assertThat(doubts(run("A#a", "A#b"), run("A#a", "-A#new"))).hasSize(1);
    }

    @Test
    void aTestThatIsRedOnTheBaseWasRunThere() {
        assertThat(doubts(run("!A#a", "A#b"), run("A#b"))).hasSize(1);
    }

    @Test
    void aGreenGateWithARedTestIsDoubted() {
        assertThat(doubts(run("A#a", "!A#b"), run("!A#a", "!A#b")))
                .containsExactly("Gate 'tests' passed, but by its reports 1 test is red: A#a.");
        assertThat(doubts(run("A#a"), run("!A#a"), Verdict.FAIL)).isEmpty();
    }

    @Test
    void manyTestsAreCountedAndSomeNamed() {
        assertThat(doubts(run("A#a", "A#b", "A#c", "A#d", "A#e", "A#f", "A#g"), run("B#x")))
                .containsExactly("Gate 'tests': 7 tests that the base runs are not run by the change:"
                        + " A#a, A#b, A#c, A#d, A#e and 2 more.");
    }

    @Test
    void testsOfOneIdentityAreCounted() {
        assertThat(doubts(run("A#a", "A#a", "-A#a"), run("-A#a", "A#a", "A#a"))).isEmpty();
        assertThat(doubts(run("A#a", "A#a"), run("A#a")))
                .containsExactly("Gate 'tests': 1 test that the base runs is not run by the change: A#a (2).");
    }

    @Test
    void whatIsOtherInEachRunDoesNotCount() {
        assertThat(doubts(run("A#a[x.Foo@1b2c3d4]"), run("A#a[x.Foo@99aa88bb]", "B#b")))
                .isEmpty();
    }
}

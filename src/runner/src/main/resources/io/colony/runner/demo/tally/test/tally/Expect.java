package tally;

import java.util.Objects;

/** What the tests say. */
final class Expect {
    private Expect() {}

    static void equal(Object actual, Object expected) {
        if (!Objects.equals(actual, expected)) {
            throw new AssertionError("expected <" + expected + "> but it was <" + actual + ">");
        }
    }

    static void refused(Runnable act, String words) {
        try {
            act.run();
        } catch (IllegalArgumentException refusal) {
            if (refusal.getMessage().contains(words)) {
                return;
            }
            throw new AssertionError("refused, but for another reason: " + refusal.getMessage());
        }
        throw new AssertionError("expected a refusal that says: " + words);
    }
}

package io.colony.bench.harness;

/** What became of a goal. */
public enum Verdict {
    PASS("pass"),
    FALL_SHORT("fall short"),
    /** The limit itself moved by more than half between two readings of a round, in most rounds. */
    INCONCLUSIVE("inconclusive"),
    /** Something was lost, done twice or booked wrongly: speed does not count then. */
    FAILED("failed");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    /** As it stands in the output. */
    public String words() {
        return words;
    }
}

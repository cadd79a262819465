package io.colony.engine.intake;

import java.time.Duration;

/**
 * How issues get in, and how often the code host is asked what was missed.
 *
 * @param mode where a repository's own settings ({@code intake.mode}) say nothing; default {@link Mode#LABEL}
 * @param triggerLabel the label that lets an issue in; default {@code colony}
 * @param labelPrefix what the labels begin with that show states; default {@code colony:}
 * @param commandPrefix what slash commands begin with, without the slash; default {@code colony}
 * @param poll how often each repository is asked what changed there; default 60 s
 * @param rate how many issues come to work; default {@link IntakeRate#DEFAULT}
 */
public record IntakeSettings(
        Mode mode, String triggerLabel, String labelPrefix, String commandPrefix, Duration poll, IntakeRate rate) {
    public static final IntakeSettings DEFAULT =
            new IntakeSettings(Mode.LABEL, "colony", "colony:", "colony", Duration.ofSeconds(60), IntakeRate.DEFAULT);

    /** The same at another rate. */
    public IntakeSettings at(IntakeRate other) {
        return new IntakeSettings(mode, triggerLabel, labelPrefix, commandPrefix, poll, other);
    }

    /** Which issues are let in. */
    public enum Mode {
        /** Those that somebody who may write puts the label on. */
        LABEL,
        /** All that somebody files who may write. */
        ALL
    }
}

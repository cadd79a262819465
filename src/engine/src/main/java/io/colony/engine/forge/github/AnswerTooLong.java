package io.colony.engine.forge.github;

import io.colony.engine.ColonyException;
import io.colony.engine.forge.ForgeException;

/** An answer that was given up because it takes more memory than there is for one. The same question brings the same. */
final class AnswerTooLong extends ColonyException {
    private static final long serialVersionUID = 1L;

    AnswerTooLong(long mostBytes) {
        super("the answer is longer than " + mostBytes + " bytes");
    }

    /** What the wire throws of it. */
    ForgeException to(Call call) {
        return ForgeException.permanent(
                "GitHub's answer to " + call.shown() + " was not read to its end: " + getMessage()
                        + ". Look at what stands there on GitHub, and shorten it.",
                this);
    }

    static boolean isBehind(ForgeException failure) {
        return failure.getCause() instanceof AnswerTooLong;
    }
}

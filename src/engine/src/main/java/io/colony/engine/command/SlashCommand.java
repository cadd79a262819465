package io.colony.engine.command;

import io.colony.engine.ledger.Usd;
import java.util.Locale;
import java.util.Optional;

/** What the first line of a comment asks for. */
public sealed interface SlashCommand {
    /** An action on the issue that the comment stands on. */
    record Act(OperatorAction action, Optional<String> headSha, Optional<String> argument, String reason)
            implements SlashCommand {}

    /** Something is to be said. */
    record Ask(Question question) implements SlashCommand {}

    /**
     * A new ceiling for the issue, itself and not what is added to the old one.
     *
     * @param reason what stands below the command; may be blank
     */
    record Budget(Usd usd, String reason) implements SlashCommand {}

    /** It is meant as a command and is none; the problem says what to write. */
    record Invalid(String problem) implements SlashCommand {}

    /** What can be asked. */
    enum Question {
        WHY,
        COST,
        HELP;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How much of a comment becomes a reason. */
    int LONGEST_REASON = 4_000;

    /**
     * Reads a comment. Only its very beginning can be a command: what is quoted, indented or stands below is none.
     *
     * @param prefix what commands of this installation begin with, such as {@code colony}
     * @return empty where the comment is not meant as a command
     */
    static Optional<SlashCommand> parse(String prefix, String comment) {
        String begin = "/" + prefix + ":";
        return comment.startsWith(begin)
                ? Optional.of(SlashGrammar.read(prefix, comment.substring(begin.length())))
                : Optional.empty();
    }
}

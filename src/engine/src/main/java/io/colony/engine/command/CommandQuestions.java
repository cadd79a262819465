package io.colony.engine.command;

import io.colony.engine.command.SlashCommand.Question;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.projection.Quotation;
import io.colony.engine.status.IssueFacts;
import io.colony.engine.status.IssueSummary;
import io.colony.engine.status.StatusQueries;
import io.colony.engine.status.Why;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Answers what can be asked in a comment. */
final class CommandQuestions {
    private static final int MOST_TRIED = 10;

    private final StatusQueries status;
    private final String prefix;

    CommandQuestions(StatusQueries status, String prefix) {
        this.status = status;
        this.prefix = prefix;
    }

    OperatorAnswer answer(IssueKey key, Question question) {
        return new OperatorAnswer(
                true,
                switch (question) {
                    case WHY -> status.why(key).map(why -> why(why)).orElseGet(() -> unknown(key));
                    case COST ->
                        status.issue(key)
                                .map(detail -> cost(detail.summary(), detail.facts()))
                                .orElseGet(() -> unknown(key));
                    case HELP -> help();
                });
    }

    private static String unknown(IssueKey key) {
        return key + " is not known here.";
    }

    private static String why(Why why) {
        List<String> tried = why.tried()
                .subList(
                        Math.max(0, why.tried().size() - MOST_TRIED),
                        why.tried().size());
        return Quotation.line(why.sentence()) + "\n\n* Waits for: " + Quotation.line(why.waitsFor()) + "\n* Since: "
                + why.since().truncatedTo(ChronoUnit.SECONDS)
                + lines("Tried", tried.stream().map(Quotation::line).toList())
                + lines("Can move it", why.whoCanMove());
    }

    private static String lines(String title, List<String> all) {
        return all.stream().map(line -> "\n* " + title + ": " + line).collect(Collectors.joining());
    }

    private static String cost(IssueSummary summary, IssueFacts facts) {
        return summary.key() + " has cost " + summary.cost() + " so far, in " + summary.attempts()
                + (summary.attempts() == 1 ? " attempt" : " attempts") + " of a Builder and what belongs to them. Runs"
                + " under way may still spend " + facts.reserved() + ".";
    }

    private String help() {
        String actions = Arrays.stream(OperatorAction.values())
                .map(action -> "* `/" + prefix + ":" + action.outcome() + words(action) + "` " + action.description())
                .collect(Collectors.joining("\n"));
        return "What somebody with write permission can write as the first line of a new comment:\n\n" + actions
                + "\n* `/" + prefix + ":budget USD` Sets the ceiling of the issue for 48 hours."
                + "\n* `/" + prefix + ":why`, `/" + prefix + ":cost`, `/" + prefix + ":help` Change nothing.";
    }

    private static String words(OperatorAction action) {
        return switch (action) {
            case APPROVE -> " HEAD-SHA";
            case STATE -> " [STATE]";
            case REQUEST_CHANGES, REIMPLEMENT, REJECT_EDIT, PAUSE, RESUME, RETRY, REVIEW, CANCEL, ACCEPT_EDIT ->
                " [WHY]";
        };
    }
}

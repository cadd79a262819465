package io.colony.engine.command;

import io.colony.engine.issue.IssueKey;
import io.colony.engine.ledger.Ledger.Scope;
import io.colony.engine.ledger.Usd;

/**
 * {@code /colony:budget}: a person raises the ceiling of the issue that they write on.
 *
 * @param usd the new ceiling itself, not what is added to the old one
 * @param login who asks, as the code host knows them
 * @param reason why, in their words; may be blank
 * @param source by which door it came
 * @param sourceId names the request within its source: the same one is carried out once
 */
public record BudgetCommand(IssueKey issue, Usd usd, String login, String reason, String source, String sourceId) {

    /** A raise keeps a reason; where a comment gives none, that it was asked for there has to do. */
    BudgetRequest request() {
        String why = reason.isBlank()
                ? "asked for on the issue with budget " + usd.amount().toPlainString()
                : reason;
        return new BudgetRequest(Scope.ISSUE, issue.toString(), usd, login, why);
    }

    /** As the log keeps it. */
    CommandLog.Entry entry() {
        String words = "budget " + usd.amount().toPlainString() + (reason.isBlank() ? "" : " " + reason);
        return new CommandLog.Entry(source, sourceId, login, words);
    }
}

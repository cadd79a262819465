package io.colony.engine.stage;

import io.colony.engine.database.Transaction;
import io.colony.engine.issue.Actor;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.TransitionRequest;
import io.colony.engine.ledger.Ledger.Account;
import io.colony.engine.ledger.Ledger.Admission;
import io.colony.engine.ledger.Ledger.Scope;
import io.colony.engine.ledger.Ledger.Wait;
import io.colony.engine.ledger.LedgerRules;
import io.colony.engine.ledger.Usd;
import io.colony.engine.queue.Task;
import io.colony.engine.workflow.Outcomes;
import java.time.Duration;
import java.time.Instant;

/**
 * A task that may not start for want of money. An issue over its own ceiling needs an operator; any other task keeps its
 * place and is held until the ledger has room, the window renews, or a look at regular times finds that the configuration
 * was changed.
 */
record BudgetRefusal(Task task, Issue issue, Account account, Usd needed, Admission.Exceeded exceeded) {
    private static final Duration RECHECK = Duration.ofSeconds(30);

    void carryOut(Transaction transaction, Dispatcher.Stores stores, Instant now) {
        boolean stops = ownCeiling() && !exceeded.onlyReservations();
        stores.ledger()
                .noteWait(transaction, account, new Wait(exceeded.scope(), needed, stops, exceeded.reason()), now);
        if (stops) {
            stores.transitions()
                    .apply(
                            transaction,
                            TransitionRequest.event(
                                    issue,
                                    Outcomes.FAILURE,
                                    Actor.sentinel("budget"),
                                    exceeded.reason() + " Raise the ceiling (/colony:budget, or 'colony budget raise "
                                            + issue.key() + "'), or cancel."));
        } else {
            stores.queue()
                    .postpone(
                            transaction,
                            task,
                            LedgerRules.lookAgain(exceeded.scope(), now, RECHECK),
                            exceeded.reason());
        }
    }

    private boolean ownCeiling() {
        return exceeded.scope() == Scope.ISSUE || exceeded.scope() == Scope.RUN;
    }
}

package io.colony.engine.stage;

import io.colony.engine.audit.AuditLog;
import io.colony.engine.database.Json;
import io.colony.engine.database.Transaction;
import io.colony.engine.ledger.BudgetListener;
import io.colony.engine.ledger.BudgetWarning;
import io.colony.engine.log.Log;
import io.colony.engine.notice.AlertNotices;
import io.colony.engine.queue.HeldTasks;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;

/** What the ledger tells is passed on: room to the queue, warnings to the audit log, the log and the operators. */
public final class BudgetEvents implements BudgetListener {
    private static final Logger LOG = Log.of(BudgetEvents.class);

    private final HeldTasks tasks;
    private final AuditLog audit;
    private final AlertNotices operators;

    public BudgetEvents(HeldTasks tasks, AuditLog audit, AlertNotices operators) {
        this.tasks = tasks;
        this.audit = audit;
        this.operators = operators;
    }

    @Override
    public void onRoom(Transaction transaction, List<Long> issueIds) {
        tasks.letGo(transaction, issueIds);
    }

    @Override
    public void onWarning(Transaction transaction, BudgetWarning warning) {
        LOG.warn("{}", warning.words());
        operators.warned(transaction, warning);
        audit.append(
                transaction,
                warning.tenantId(),
                warning.at(),
                "sentinel:budget",
                "budget-warning",
                warning.subject(),
                Json.object()
                        .put("scope", warning.scope().slug())
                        .put("period", warning.period())
                        .put("level", warning.level().name().toLowerCase(Locale.ROOT))
                        .put("ceiling_usd", warning.ceiling().amount().toPlainString())
                        .put("spent_usd", warning.spent().amount().toPlainString())
                        .put("reserved_usd", warning.reserved().amount().toPlainString()));
    }
}

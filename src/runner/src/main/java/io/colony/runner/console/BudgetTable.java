package io.colony.runner.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.ledger.Budget;
import io.colony.engine.ledger.Ledger.Scope;
import io.colony.engine.ledger.Usd;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ceilings and how they stand. */
public final class BudgetTable {
    private final List<Budget> budgets;

    public BudgetTable(List<Budget> budgets) {
        this.budgets = budgets;
    }

    /** A line per ceiling. */
    public List<String> table() {
        TextTable table = new TextTable("CEILING", "OF", "FOR", "#LIMIT", "#SPENT", "#RESERVED", "#LEFT", "RAISED");
        budgets.forEach(budget -> table.row(
                "per " + budget.scope().slug(),
                budget.subject(),
                period(budget),
                shown(budget.inForce(), "off"),
                budget.scope() == Scope.RUN ? "-" : budget.spent().exact(),
                budget.scope() == Scope.RUN ? "-" : budget.reserved().exact(),
                shown(budget.left(), "-"),
                raised(budget)));
        return table.lines();
    }

    private static String period(Budget budget) {
        return switch (budget.scope()) {
            case RUN -> "each run";
            case ISSUE -> "always";
            case REPOSITORY, TENANT -> budget.period();
        };
    }

    private static String shown(Optional<Usd> usd, String none) {
        return usd.map(Usd::exact).orElse(none);
    }

    private static String raised(Budget budget) {
        return budget.raised()
                .map(raise -> "from " + shown(budget.byDefault(), "off") + " by " + raise.by() + " until "
                        + raise.expiresAt() + ": " + raise.reason())
                .orElse("");
    }

    /** The same; amounts as text. */
    public ArrayNode json() {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        budgets.forEach(budget -> {
            ObjectNode node = array.addObject()
                    .put("scope", budget.scope().slug())
                    .put("subject", budget.subject())
                    .put("period", budget.period())
                    .put("default_usd", text(budget.byDefault()))
                    .put("ceiling_usd", text(budget.inForce()))
                    .put("spent_usd", text(Optional.of(budget.spent())))
                    .put("reserved_usd", text(Optional.of(budget.reserved())))
                    .put("left_usd", text(budget.left()));
            budget.raised()
                    .ifPresent(raise -> node.putObject("raised")
                            .put("usd", text(Optional.of(raise.usd())))
                            .put("by", raise.by())
                            .put("reason", raise.reason())
                            .put("at", raise.at().toString())
                            .put("expires_at", raise.expiresAt().toString()));
        });
        return array;
    }

    private static @Nullable String text(Optional<Usd> usd) {
        return usd.map(amount -> amount.amount().toPlainString()).orElse(null);
    }
}

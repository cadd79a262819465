package io.colony.runner.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.ledger.LedgerVerification;
import io.colony.runner.CostReader;
import io.colony.runner.ExitCode;
import io.colony.runner.Operations;
import io.colony.runner.console.TextTable;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code colony ledger verify}. */
@Command(
        name = "verify",
        description = "Recomputes every sum from the cost events, and names those that say something else.",
        footer = {
            "",
            "Ends with 0 where all agrees and with 1 where anything does not.",
            "",
            "Example:",
            "  colony ledger verify"
        })
final class LedgerVerifyCommand extends QueryCommand {
    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    LedgerVerifyCommand(Program program) {
        super(program);
    }

    @Override
    int ask(Operations operations) {
        LedgerVerification.Result result = new CostReader(operations.store()).verify();
        if (json) {
            program().out().println(document(result).toPrettyString());
        } else {
            lines(result).forEach(program().out()::println);
        }
        return (result.agrees() ? ExitCode.OK : ExitCode.NOT_WELL).number();
    }

    private static List<String> lines(LedgerVerification.Result result) {
        String sums = result.events() + " cost events, " + result.sum().exact() + " spent, "
                + result.openReservations().exact() + " reserved.";
        if (result.agrees()) {
            return List.of(sums, "Totals, roll-ups, reservations, runs and the CSV export agree with them.");
        }
        TextTable table = new TextTable("WHAT", "WHERE", "EXPECTED", "FOUND");
        result.mismatches().forEach(each -> table.row(each.kind(), each.where(), each.expected(), each.found()));
        List<String> lines = new ArrayList<>(table.lines());
        lines.add(sums);
        lines.add(result.mismatches().size() + " mismatches. The events are right: they are append-only. Restore the"
                + " store, or ask who changed it by hand ('colony audit').");
        return lines;
    }

    private static ObjectNode document(LedgerVerification.Result result) {
        ObjectNode document = JsonNodeFactory.instance
                .objectNode()
                .put("ok", result.agrees())
                .put("events", result.events())
                .put("cost_usd", result.sum().amount().toPlainString())
                .put("reserved_usd", result.openReservations().amount().toPlainString());
        ArrayNode mismatches = document.putArray("mismatches");
        result.mismatches()
                .forEach(each -> mismatches
                        .addObject()
                        .put("kind", each.kind())
                        .put("where", each.where())
                        .put("expected", each.expected())
                        .put("found", each.found()));
        return document;
    }
}

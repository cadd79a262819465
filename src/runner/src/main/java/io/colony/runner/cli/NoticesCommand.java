package io.colony.runner.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.colony.engine.database.Transaction;
import io.colony.engine.issue.WorkflowCatalog;
import io.colony.engine.notice.Addressees;
import io.colony.engine.notice.AlertNotices;
import io.colony.engine.notice.Notices;
import io.colony.engine.notice.WaitingIssue;
import io.colony.runner.ExitCode;
import io.colony.runner.Operations;
import io.colony.runner.StoreAccess;
import io.colony.runner.console.AlertReport;
import io.colony.runner.console.NoticeReport;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code colony notices}. */
@Command(
        name = "notices",
        description =
                "Lists what waits for people, since when, and how often they were told; then the warnings and findings"
                        + " that operators were told of.",
        footer = {
            "",
            "Examples:",
            "  colony notices --for ada",
            "  colony notices --alerts --json",
            "  colony notices --failed",
            "  colony notices digest --for ada"
        })
final class NoticesCommand extends QueryCommand {
    private static final int MOST = 5_000;
    private static final int MOST_ALERTS = 100;

    @Option(names = "--for", paramLabel = "LOGIN", description = "What waits for one person; default: all.")
    private @Nullable String login;

    @Option(names = "--failed", description = "Notices that could not be delivered and were given up.")
    private boolean failed;

    @Option(
            names = "--alerts",
            description = "Only the warnings of budgets and the findings of the Sentinel that operators were told of.")
    private boolean alerts;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    NoticesCommand(Program program) {
        super(program);
    }

    @Override
    int ask(Operations operations) {
        StoreAccess store = operations.store();
        Notices notices = Notices.postgres(WorkflowCatalog.postgres(store.clock()));
        if (failed) {
            failures(store, notices);
        } else if (alerts) {
            AlertReport report = alerts(store, notices);
            print(report.json(), report.table());
        } else {
            NoticeReport report =
                    store.database().inReadTransaction(transaction -> report(transaction, notices, store));
            print(report.json(), report.table());
            if (!json) {
                alerts(store, notices).table().forEach(program().out()::println);
            }
        }
        return ExitCode.OK.number();
    }

    private NoticeReport report(Transaction transaction, Notices notices, StoreAccess store) {
        Addressees addressees = new Addressees(store.settings().notices());
        List<WaitingIssue> waiting = notices.tenant(transaction, store.tenant()).stream()
                .flatMap(tenant -> notices.waiting(transaction, tenant, MOST).stream())
                .filter(issue -> login == null
                        || addressees
                                .of(issue.audience(), issue.key(), issue.author())
                                .contains(login))
                .toList();
        return new NoticeReport(
                waiting,
                notices.told(transaction, waiting),
                addressees,
                store.clock().instant());
    }

    private void failures(StoreAccess store, Notices notices) {
        List<Notices.Told> given = store.database()
                .inReadTransaction(transaction -> notices.tenant(transaction, store.tenant()).stream()
                        .flatMap(tenant -> notices.failed(transaction, tenant, 500).stream())
                        .toList());
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        given.forEach(each -> array.add(NoticeReport.json(each)));
        print(array, NoticeReport.failures(given));
    }

    private AlertReport alerts(StoreAccess store, Notices notices) {
        AlertNotices found = new AlertNotices(notices, store.settings().notices(), List.of());
        return store.database()
                .inReadTransaction(transaction -> new AlertReport(notices.tenant(transaction, store.tenant()).stream()
                        .flatMap(tenant -> notices.alerts(transaction, tenant, MOST_ALERTS).stream())
                        .filter(told -> login == null || told.people().contains(login))
                        .flatMap(told -> told
                                .alert()
                                .flatMap(reference -> found.find(transaction, reference))
                                .map(alert -> new AlertReport.Line(told, alert))
                                .stream())
                        .toList()));
    }

    private void print(ArrayNode array, List<String> lines) {
        if (json) {
            program().out().println(array.toPrettyString());
        } else {
            lines.forEach(program().out()::println);
        }
    }
}

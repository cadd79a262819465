package io.colony.runner.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.colony.engine.database.Transaction;
import io.colony.engine.issue.WorkflowCatalog;
import io.colony.engine.notice.Addressees;
import io.colony.engine.notice.Notices;
import io.colony.engine.notice.WaitingIssue;
import io.colony.runner.ExitCode;
import io.colony.runner.Operations;
import io.colony.runner.StoreAccess;
import io.colony.runner.console.NoticeReport;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code colony notices}. */
@Command(
        name = "notices",
        description = "Lists what waits for people, since when, and how often they were told.",
        footer = {
            "",
            "Examples:",
            "  colony notices --for ada",
            "  colony notices --failed",
            "  colony notices digest --for ada"
        })
final class NoticesCommand extends QueryCommand {
    private static final int MOST = 5_000;

    @Option(names = "--for", paramLabel = "LOGIN", description = "What waits for one person; default: all.")
    private @Nullable String login;

    @Option(names = "--failed", description = "Notices that could not be delivered and were given up.")
    private boolean failed;

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
        } else {
            NoticeReport report =
                    store.database().inReadTransaction(transaction -> report(transaction, notices, store));
            if (json) {
                program().out().println(report.json().toPrettyString());
            } else {
                report.table().forEach(program().out()::println);
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
        if (json) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            given.forEach(each -> array.add(NoticeReport.json(each)));
            program().out().println(array.toPrettyString());
        } else {
            NoticeReport.failures(given).forEach(program().out()::println);
        }
    }
}

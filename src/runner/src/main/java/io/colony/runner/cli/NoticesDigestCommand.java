package io.colony.runner.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.colony.engine.issue.WorkflowCatalog;
import io.colony.engine.notice.Digests;
import io.colony.engine.notice.Notice;
import io.colony.engine.notice.NoticeJson;
import io.colony.engine.notice.Notices;
import io.colony.runner.ExitCode;
import io.colony.runner.Operations;
import io.colony.runner.StoreAccess;
import io.colony.runner.console.NoticeReport;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code colony notices digest}. */
@Command(
        name = "digest",
        description = "Prints the digest that each person would get now; sends nothing.",
        footer = {"", "Example:", "  colony notices digest --for ada --json"})
final class NoticesDigestCommand extends QueryCommand {
    @Option(names = "--for", paramLabel = "LOGIN", description = "One person's; default: everybody's.")
    private @Nullable String login;

    @Option(names = "--json", description = "Print JSON as the notice program gets it, in a list.")
    private boolean json;

    NoticesDigestCommand(Program program) {
        super(program);
    }

    @Override
    int ask(Operations operations) {
        StoreAccess store = operations.store();
        Instant now = store.clock().instant();
        List<Notice.Digest> digests = digests(store, now);
        if (json) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            digests.forEach(digest -> array.add(NoticeJson.of(digest)));
            program().out().println(array.toPrettyString());
        } else if (digests.isEmpty()) {
            program().out().println("Nothing waits for " + (login == null ? "anybody" : login) + ".");
        } else {
            digests.stream()
                    .flatMap(digest -> NoticeReport.lines(digest, now).stream())
                    .forEach(program().out()::println);
        }
        return ExitCode.OK.number();
    }

    private List<Notice.Digest> digests(StoreAccess store, Instant now) {
        Notices notices = Notices.postgres(WorkflowCatalog.postgres(store.clock()));
        return store.database()
                .inReadTransaction(transaction -> notices.tenant(transaction, store.tenant()).stream()
                        .flatMap(tenant ->
                                Digests.now(
                                        transaction, notices, store.settings().notices(), tenant, now)
                                        .stream())
                        .filter(digest -> login == null || digest.people().contains(login))
                        .toList());
    }
}

package io.colony.engine.stage;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.colony.engine.audit.AuditLog;
import io.colony.engine.command.BudgetActions;
import io.colony.engine.command.CommandLog;
import io.colony.engine.command.OperatorActions;
import io.colony.engine.command.SlashCommands;
import io.colony.engine.forge.github.GitHubSignals;
import io.colony.engine.intake.HostNews;
import io.colony.engine.intake.IntakeSettings;
import io.colony.engine.intake.ReconcilePoll;
import io.colony.engine.intake.webhook.Deliveries;
import io.colony.engine.intake.webhook.WebhookAnswer;
import io.colony.engine.intake.webhook.WebhookEntrance;
import io.colony.engine.intake.webhook.WebhookHeaders;
import io.colony.engine.intake.webhook.WebhookProcessor;
import io.colony.engine.intake.webhook.WebhookSettings;
import io.colony.engine.ledger.Budgets;
import io.colony.engine.ledger.Ceilings;
import io.colony.engine.ledger.Ledger;
import io.colony.engine.queue.HeldTasks;
import io.colony.engine.queue.WakeUp;
import io.colony.engine.secret.Secret;
import io.colony.engine.status.StatusQueries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/** The ways by which a {@link StageFixture} hears of its code host: webhooks over HTTP, and the poll. */
final class HostLoop implements AutoCloseable {
    static final String SECRET = "It's a Secret to Everybody";

    private final StageFixture colony;
    private final HttpServer server;
    private final WebhookEntrance entrance;
    final WebhookProcessor processor;
    final ReconcilePoll poll;

    HostLoop(StageFixture colony, OperatorActions.Stores stores) {
        this.colony = colony;
        Deliveries deliveries = Deliveries.postgres(colony.database);
        WakeUp wakeUp = WakeUp.inProcess();
        HostNews news = new HostNews(
                colony.database,
                colony.clock,
                colony.forges(),
                new HostNews.Parts(
                        colony.stores.repositories(),
                        colony.stores.workflows(),
                        colony.stores.issues(),
                        colony.stores.outbox(),
                        HeldTasks.postgres(wakeUp),
                        colony.hostEvents(),
                        colony.intake,
                        commands(stores)),
                IntakeSettings.DEFAULT);
        processor = new WebhookProcessor(colony.database, deliveries, news, UnaryOperator.identity(), colony.clock);
        poll = new ReconcilePoll(
                colony.database,
                colony.clock,
                new ReconcilePoll.Parts(
                        colony.forges(), colony.stores.repositories(), deliveries, UnaryOperator.identity()),
                news,
                IntakeSettings.DEFAULT);
        entrance = new WebhookEntrance(
                GitHubSignals.FORGE,
                new GitHubSignals(),
                new WebhookSettings(List.of(Secret.of(SECRET)), 5_000_000),
                deliveries,
                wakeUp,
                colony.clock);
        server = serving();
    }

    private SlashCommands commands(OperatorActions.Stores stores) {
        AuditLog audit = AuditLog.postgres(colony.database);
        Ledger ledger = Ledger.postgres(Ceilings.DEFAULT);
        SlashCommands.Doors doors = new SlashCommands.Doors(
                new OperatorActions(colony.database, colony.clock, colony.forges(), stores),
                new BudgetActions(
                        colony.database,
                        colony.clock,
                        colony.forges(),
                        new BudgetActions.Stores(
                                colony.stores.repositories(),
                                colony.stores.issues(),
                                colony.stores.transitions(),
                                Budgets.postgres(ledger, Ceilings.DEFAULT, audit),
                                CommandLog.postgres(audit))),
                StatusQueries.postgres(colony.database, colony.clock),
                colony.stores.outbox(),
                stores);
        return new SlashCommands(colony.database, colony.clock, doors, "colony");
    }

    private HttpServer serving() {
        try {
            HttpServer made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            made.createContext("/", this::take);
            made.start();
            return made;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void take(HttpExchange exchange) throws IOException {
        Headers headers = exchange.getRequestHeaders();
        WebhookAnswer answer = entrance.receive(
                new WebhookHeaders(
                        first(headers, "X-GitHub-Event"),
                        first(headers, "X-GitHub-Delivery"),
                        first(headers, "X-Hub-Signature-256"),
                        first(headers, "Content-Type"),
                        OptionalLong.empty()),
                exchange.getRequestBody());
        exchange.sendResponseHeaders(answer.result().status(), -1);
        exchange.close();
    }

    private static Optional<String> first(Headers headers, String name) {
        return Optional.ofNullable(headers.getFirst(name));
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/webhooks/github");
    }

    /** Works through all webhooks that came. */
    void processWebhooks() {
        while (processor.step()) {
            // Until none is due.
        }
    }

    /** Polls until all is told that changed. */
    void pollAll() {
        while (poll.step()) {
            // Until none is due.
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

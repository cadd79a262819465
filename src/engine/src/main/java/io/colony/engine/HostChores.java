package io.colony.engine;

import io.colony.engine.database.Database;
import io.colony.engine.forge.Forge;
import io.colony.engine.forge.github.GitHubSignals;
import io.colony.engine.intake.HostNews;
import io.colony.engine.intake.Intake;
import io.colony.engine.intake.IntakeSettings;
import io.colony.engine.intake.ReconcilePoll;
import io.colony.engine.intake.webhook.Deliveries;
import io.colony.engine.intake.webhook.WebhookEntrance;
import io.colony.engine.intake.webhook.WebhookProcessor;
import io.colony.engine.intake.webhook.WebhookSettings;
import io.colony.engine.queue.HeldTasks;
import io.colony.engine.queue.StoreWakeUp;
import io.colony.engine.queue.WakeUp;
import io.colony.engine.stage.Dispatcher;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/** Wires the ways by which the code host tells what happened there: webhooks, and the poll for what they missed. */
final class HostChores {
    /** How often it is looked whether a repository's poll is due. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Database database;
    private final InstantSource clock;
    private final IntakeSettings settings;
    private final ColonyBuilder.Host host;
    private final StoreWakeUp wakeUp;
    private final Deliveries deliveries;

    HostChores(
            Database database,
            InstantSource clock,
            IntakeSettings settings,
            ColonyBuilder.Host host,
            StoreWakeUp wakeUp) {
        this.database = database;
        this.clock = clock;
        this.settings = settings;
        this.host = host;
        this.wakeUp = wakeUp;
        this.deliveries = Deliveries.postgres(database);
    }

    WebhookEntrance entrance(WebhookSettings webhooks) {
        return new WebhookEntrance(GitHubSignals.FORGE, new GitHubSignals(), webhooks, deliveries, wakeUp, clock);
    }

    void addTo(Threads threads, Dispatcher.Stores stores, OperatorDoors doors, Intake intake, Loop.Pace pace) {
        Map<String, Forge> forges = Map.of(host.forge().name(), host.forge());
        HostNews news = new HostNews(
                database,
                clock,
                forges,
                new HostNews.Parts(
                        stores.repositories(),
                        stores.workflows(),
                        stores.issues(),
                        stores.outbox(),
                        HeldTasks.postgres(wakeUp),
                        doors.hostEvents(),
                        intake,
                        doors.slashCommands()),
                settings);
        WebhookProcessor processor = new WebhookProcessor(database, deliveries, news, host.redact(), clock);
        threads.add("webhooks", processor::step, wakeUp, pace);
        ReconcilePoll poll = new ReconcilePoll(
                database,
                clock,
                new ReconcilePoll.Parts(forges, stores.repositories(), deliveries, host.redact()),
                news,
                settings);
        threads.add("reconcile-poll", poll::step, WakeUp.inProcess(), LOOK);
    }
}

package io.colony.bench.webhook;

import io.colony.bench.Bench;
import io.colony.bench.harness.Benchmark;
import io.colony.bench.harness.Contender;
import io.colony.bench.harness.Goal;
import io.colony.bench.harness.Load;
import io.colony.bench.harness.Measured;
import io.colony.bench.harness.Role;
import io.colony.bench.harness.Timing;
import io.colony.bench.store.Databases;
import io.colony.bench.store.EngineStore;
import io.colony.bench.store.StoreFill;
import io.colony.bench.store.SyncCommit;
import io.colony.engine.forge.github.GitHubSignals;
import io.colony.engine.intake.webhook.Deliveries;
import io.colony.engine.intake.webhook.WebhookEntrance;
import io.colony.engine.intake.webhook.WebhookSettings;
import io.colony.engine.queue.WakeUp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Webhooks of a usual length, each another one: verified, stored once and answered. */
public final class WebhookBench implements Benchmark {
    private static final String STORE = "bench_webhook";

    private final Bench bench;
    private final SyncCommit sync;

    public WebhookBench(Bench bench, SyncCommit sync) {
        this.bench = bench;
        this.sync = sync;
    }

    @Override
    public String name() {
        return "webhook-" + sync.slug();
    }

    @Override
    public void prepare() {
        StoreFill.create(bench.databases(), STORE);
        bench.databases().settle(STORE);
    }

    @Override
    public List<Contender> contenders() {
        Map<String, Object> params = Map.of(
                "connections",
                bench.scale().connections(),
                "synchronous_commit",
                sync.slug(),
                "payload_bytes",
                SentWebhooks.LENGTH);
        return List.of(
                new Contender("pgbench-insert", Role.LIMIT, params, this::limit),
                new Contender("webhook-entrance", Role.OURS, params, this::ours));
    }

    private Measured limit(Timing timing) {
        return bench.databases()
                .withCopy(
                        STORE,
                        sync,
                        copy -> new InsertedRows(copy, bench.scale().connections()).run(timing));
    }

    private Measured ours(Timing timing) {
        return bench.databases().withCopy(STORE, sync, copy -> {
            AtomicLong serial = new AtomicLong();
            AtomicLong accepted = new AtomicLong();
            int connections = bench.scale().connections();
            try (EngineStore store = EngineStore.open(copy, connections)) {
                WebhookEntrance entrance = new WebhookEntrance(
                        GitHubSignals.FORGE,
                        new GitHubSignals(),
                        new WebhookSettings(List.of(SentWebhooks.SECRET), WebhookSettings.DEFAULT_BODY_LIMIT),
                        Deliveries.postgres(store.database()),
                        WakeUp.inProcess(),
                        store.clock());
                return Load.run(
                                connections,
                                timing,
                                "webhooks/s",
                                number -> new SentWebhooks(entrance, serial, accepted))
                        .with(violations(copy, serial.get(), accepted.get()));
            }
        });
    }

    private static List<String> violations(Databases.Copy copy, long sent, long accepted) {
        List<String> found = new ArrayList<>();
        long stored = copy.count("select count(*) from webhook_deliveries");
        if (sent != accepted || stored != accepted) {
            found.add(sent + " webhooks were sent, " + accepted + " accepted, " + stored + " are stored");
        }
        return found;
    }

    @Override
    public boolean rehearsed() {
        return true;
    }

    @Override
    public List<Goal> goals() {
        return List.of(Goal.atLeast("webhook / insert by pgbench", "webhook-entrance", "pgbench-insert", 0.6)
                .gatedAt(0.05));
    }

    @Override
    public void close() {
        bench.databases().drop(STORE);
    }
}

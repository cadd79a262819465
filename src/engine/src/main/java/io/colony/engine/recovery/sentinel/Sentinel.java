package io.colony.engine.recovery.sentinel;

import io.colony.engine.audit.AuditLog;
import io.colony.engine.database.Database;
import io.colony.engine.forge.Forge;
import io.colony.engine.forge.Repositories;
import io.colony.engine.git.TrustedClones;
import io.colony.engine.intake.Intake;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueStore;
import io.colony.engine.issue.IssueTransitions;
import io.colony.engine.issue.WorkflowCatalog;
import io.colony.engine.projection.Outbox;
import io.colony.engine.queue.TaskQueue;
import io.colony.engine.recovery.Election;
import io.colony.engine.recovery.SentinelSettings;
import io.colony.engine.recovery.survival.Survivals;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Puts the Sentinel together: the one place that knows all detectors. */
public final class Sentinel {
    private Sentinel() {}

    /** What it reads and acts through. */
    public record Stores(
            WorkflowCatalog workflows,
            Repositories repositories,
            IssueStore issues,
            IssueTransitions transitions,
            TaskQueue queue,
            Outbox outbox,
            AuditLog audit,
            TrustedClones clones) {}

    /**
     * The loop over all detectors.
     *
     * @param forges the code hosts that can be reached, by adapter name
     */
    public static SentinelLoop loop(
            Database database,
            InstantSource clock,
            Election election,
            Stores stores,
            Map<String, Forge> forges,
            Intake intake,
            SentinelSettings settings) {
        SentinelQueries queries = SentinelQueries.postgres(database, stores.issues(), stores.repositories());
        HostView host = new HostView(queries, forges, settings.triggerLabel());
        List<Detector> detectors = List.of(
                new Overdue(queries, settings.ages()),
                new Oscillation(queries, settings.oscillation()),
                new DeadLetters(queries),
                new WebhookTrouble(queries),
                new TransientBlock(queries, settings.unblocks(), settings.unblockDelay()),
                new ExpiredLease(queries),
                new SilentWorker(queries),
                new SpendAnomaly(queries, settings.spendFactor()),
                new LostEvents(host, queries, settings.triggerLabel()),
                new BranchDrift(host),
                new LabelDrift(host, settings.labelPrefix(), issue -> label(database, stores, issue)),
                new SettingsDrift(queries, AcceptedProtection.postgres(), forges),
                new AfterMerge(queries, forges, stores.clones(), settings.survival()));
        Remedies remedies = new Remedies(new Remedies.Ports(
                stores.issues(),
                stores.transitions(),
                stores.queue(),
                stores.outbox(),
                intake,
                AcceptedProtection.postgres(),
                Survivals.postgres(),
                stores.audit()));
        return new SentinelLoop(election, detectors, SentinelFindings.postgres(), remedies, clock);
    }

    private static String label(Database database, Stores stores, Issue issue) {
        return database.inTransaction(
                        transaction -> stores.workflows().get(transaction, issue.workflowId(), issue.workflowVersion()))
                .state(issue.state())
                .label();
    }
}

package io.colony.engine;

import io.colony.engine.intake.IntakeSettings;
import io.colony.engine.intake.webhook.WebhookSettings;
import io.colony.engine.ledger.Ceilings;
import io.colony.engine.ledger.PriceTable;
import io.colony.engine.notice.Notifying;
import io.colony.engine.plugin.ExecutorPlugin;
import io.colony.engine.projection.ProjectionSettings;
import io.colony.engine.recovery.RecoverySettings;
import io.colony.engine.retention.RetentionSettings;
import io.colony.engine.retrospective.LessonSettings;
import io.colony.engine.stage.RepositoryPolicy;
import io.colony.engine.stage.StageContext.Agents;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How one process takes part in the work on a store.
 *
 * @param name what workers of this process are called, such as {@code host-4711}
 * @param workDirectory mirrors, trusted clones and workspaces lie below it; absolute
 */
public record ColonyOptions(
        String name,
        Path workDirectory,
        Workers workers,
        Work work,
        Money money,
        People people,
        RecoverySettings recovery,
        RetentionSettings retention,
        IntakeSettings intake,
        WebhookSettings webhooks) {

    /**
     * How much is done at once, and how it is known that somebody still does it.
     *
     * @param count how many tasks run here at once; 0 serves pages and takes issues in, and runs nothing
     * @param perRepository how many tasks of one repository run at once, in all processes together; 0 for no limit
     * @param heartbeat how often a worker says that it lives; default 10 s
     * @param lease after how long without a heartbeat a task counts as lost; default 30 s
     */
    public record Workers(int count, int perRepository, Duration heartbeat, Duration lease) {}

    /**
     * What is done with an issue, by whom, by which rules.
     *
     * @param workflow what new issues start with
     * @param plugins executors for states of custom workflows; what names one of them runs in processes that have it
     * @param lessons how much of other issues' experience an agent is given
     */
    public record Work(
            WorkflowFile workflow,
            List<ExecutorPlugin> plugins,
            Agents agents,
            RepositoryPolicy.Reader policies,
            LessonSettings lessons) {
        public Work {
            plugins = List.copyOf(plugins);
        }
    }

    /**
     * What it may cost.
     *
     * @param prices what tokens cost, for agent programs that state no cost
     */
    public record Money(Ceilings ceilings, PriceTable prices) {}

    /**
     * What people are shown and told.
     *
     * @param projection what an issue's state looks like on the code host
     * @param notifying whom to tell that something waits, and how
     */
    public record People(ProjectionSettings projection, Notifying notifying) {}

    /**
     * A workflow file.
     *
     * @param source what errors call it, such as its path
     */
    public record WorkflowFile(String text, String source) {}
}

package io.colony.engine;

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
 * @param workers how many tasks run here at once; 0 serves pages and takes issues in, and runs nothing
 * @param heartbeat how often a worker says that it lives; default 10 s
 * @param lease after how long without a heartbeat a task counts as lost; default 30 s
 * @param workflow what new issues start with
 * @param perRepository how many tasks of one repository run at once, in all processes together; 0 for no limit
 * @param lessons how much of other issues' experience an agent is given
 * @param plugins executors for states of custom workflows; what names one of them runs in processes that have it
 * @param prices what tokens cost, for agent programs that state no cost
 * @param notifying whom to tell that something waits, and how
 */
public record ColonyOptions(
        String name,
        Path workDirectory,
        int workers,
        Duration heartbeat,
        Duration lease,
        Ceilings ceilings,
        ProjectionSettings projection,
        WorkflowFile workflow,
        Agents agents,
        RepositoryPolicy.Reader policies,
        int perRepository,
        LessonSettings lessons,
        List<ExecutorPlugin> plugins,
        PriceTable prices,
        RecoverySettings recovery,
        RetentionSettings retention,
        Notifying notifying) {

    public ColonyOptions {
        plugins = List.copyOf(plugins);
    }

    /**
     * A workflow file.
     *
     * @param source what errors call it, such as its path
     */
    public record WorkflowFile(String text, String source) {}
}

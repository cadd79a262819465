package io.colony.engine.stage;

import io.colony.engine.queue.TaskQueue;
import io.colony.engine.recovery.FailureClass;
import java.util.Map;

/**
 * Whether a refusal of a provider is still taken for one. A provider that is away refuses everybody, and no issue is
 * blocked by it; one that refuses a single task again and again while it serves others, or a run whose tools could have
 * written the refusal, must not pause everybody for ever.
 */
final class Refusals {
    /** Of runs that had worked. */
    static final int MOST_AFTER_WORK = 3;

    /** Of runs that were refused at once, with others served in between: in a crowded hour that happens to honest ones. */
    static final int MOST_WHILE_OTHERS_ARE_SERVED = 10;

    /** Where a task counts the former. */
    static final String AFTER_WORK = FailureClass.PROVIDER.slug() + "-after-work";

    private final TaskQueue queue;
    private final RunStore runs;

    Refusals(TaskQueue queue, RunStore runs) {
        this.queue = queue;
        this.runs = runs;
    }

    /** What the outcome counts as: itself, or a failure of the attempt. */
    StageOutcome weigh(Setback.Scene scene, StageOutcome outcome) {
        if (!(outcome instanceof StageOutcome.Failed failed)
                || failed.failureClass() != FailureClass.PROVIDER
                || scene.agent() == Setback.Agent.NONE) {
            return outcome;
        }
        Map<String, Integer> failures =
                queue.failures(scene.transaction(), scene.claim().task().id());
        int afterWork = failures.getOrDefault(AFTER_WORK, 0);
        if (scene.agent() == Setback.Agent.WORKED && afterWork >= MOST_AFTER_WORK) {
            return attempt(failed, "after work on this task, " + afterWork + " times before");
        }
        // Few tasks were refused so often: for all others there is nothing to look up.
        int all = failures.values().stream().mapToInt(Integer::intValue).sum();
        int served = all < MOST_WHILE_OTHERS_ARE_SERVED
                ? 0
                : runs.refusedWhileOthersWereServed(
                        scene.transaction(), scene.claim().runId());
        return served >= MOST_WHILE_OTHERS_ARE_SERVED
                ? attempt(failed, "for this task, " + served + " times before, and served others in between")
                : outcome;
    }

    private static StageOutcome attempt(StageOutcome.Failed failed, String how) {
        return new StageOutcome.Failed(
                FailureClass.CONTENT,
                failed.reason() + " (The provider is said to have refused " + how
                        + ": this counts as a failure of the attempt.)");
    }
}

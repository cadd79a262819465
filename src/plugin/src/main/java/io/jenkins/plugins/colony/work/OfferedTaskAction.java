package io.jenkins.plugins.colony.work;

import hudson.EnvVars;
import hudson.model.Action;
import hudson.model.EnvironmentContributingAction;
import hudson.model.InvisibleAction;
import hudson.model.Queue;
import hudson.model.Run;
import io.colony.engine.stage.HostedWork.OfferedTask;
import io.colony.engine.stage.OfferId;
import java.util.List;
import java.util.Map;

/**
 * Which task a build was made for, and where it is to run: its script reads {@code COLONY_LABEL}, {@code COLONY_ISSUE} and
 * {@code COLONY_STAGE}. Kept with the build; nobody can give a build one but this plugin.
 */
public final class OfferedTaskAction extends InvisibleAction
        implements EnvironmentContributingAction, Queue.QueueAction {
    private final long taskId;
    private final long epoch;
    private final String issue;
    private final String stage;
    private final String label;

    OfferedTaskAction(OfferedTask task, String label) {
        this.taskId = task.taskId();
        this.epoch = task.epoch();
        this.issue = task.issue().toString();
        this.stage = task.stage();
        this.label = label;
    }

    OfferId offer() {
        return new OfferId(taskId, epoch);
    }

    String issue() {
        return issue;
    }

    String stage() {
        return stage;
    }

    /** What the build's script can read. */
    Map<String, String> variables() {
        return Map.of("COLONY_LABEL", label, "COLONY_ISSUE", issue, "COLONY_STAGE", stage);
    }

    @Override
    public void buildEnvironment(Run<?, ?> run, EnvVars environment) {
        environment.putAll(variables());
    }

    /** Jenkins asks whether to queue a build beside one that is queued already. */
    @Override
    public boolean shouldSchedule(List<Action> queued) {
        return queued.stream()
                .noneMatch(action -> action instanceof OfferedTaskAction other
                        && other.offer().equals(offer()));
    }
}

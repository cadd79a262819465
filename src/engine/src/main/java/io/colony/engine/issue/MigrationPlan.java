package io.colony.engine.issue;

import io.colony.engine.queue.Task;
import io.colony.engine.queue.TaskState;
import io.colony.engine.workflow.IssueState;
import io.colony.engine.workflow.Workflow;
import java.util.Map;
import java.util.Optional;

/** Decides what a migration does to one issue. Pure. */
final class MigrationPlan {
    private final Workflow target;
    private final Map<IssueState, IssueState> map;
    private final boolean revoke;

    MigrationPlan(Workflow target, Map<IssueState, IssueState> map, boolean revoke) {
        this.target = target;
        this.map = map;
        this.revoke = revoke;
    }

    /** What is to be done. */
    sealed interface Step {
        /** @param keepsTask whether the open task, if there is one, fits the new state */
        record Move(IssueState to, Optional<IssueState> resume, boolean keepsTask) implements Step {}

        record Leave(String why) implements Step {}
    }

    Step step(Workflow current, Issue issue, Optional<Task> open) {
        if (current.subject() != target.subject()) {
            return new Step.Leave("what moves through the other workflow is "
                    + (target.subject() == Workflow.Subject.ISSUES ? "issues" : "pull requests that people wrote")
                    + ", and this is none");
        }
        IssueState to = map.getOrDefault(issue.state(), issue.state());
        if (!target.states().containsKey(to)) {
            return new Step.Leave("its state '" + issue.state()
                    + "' is none of the other workflow's; name one with --map " + issue.state() + "=STATE");
        }
        boolean ended = current.state(issue.state()).type() == Workflow.Type.TERMINAL;
        if (ended != (target.state(to).type() == Workflow.Type.TERMINAL)) {
            return new Step.Leave("'" + issue.state() + "' and '" + to
                    + "' are not both an end: a migration neither ends an issue nor opens it again");
        }
        Optional<IssueState> resume = issue.resumeState().map(state -> map.getOrDefault(state, state));
        Optional<IssueState> lost =
                resume.filter(state -> !target.states().containsKey(state) || !target.resumable(state));
        if (lost.isPresent()) {
            return new Step.Leave("it would go on in '" + lost.get()
                    + "' once it goes on, which the other workflow has not; name one with --map "
                    + issue.resumeState().orElseThrow() + "=STATE");
        }
        return withTask(to, resume, open);
    }

    private Step withTask(IssueState to, Optional<IssueState> resume, Optional<Task> open) {
        Optional<String> executor = target.state(to).executor();
        boolean keepsTask = open.map(Task::executor).equals(executor);
        boolean inHands = open.filter(task -> task.state() == TaskState.CLAIMED).isPresent();
        return keepsTask || !inHands || revoke
                ? new Step.Move(to, resume, keepsTask)
                : new Step.Leave("a worker holds its task '"
                        + open.orElseThrow().executor() + "', and '" + to + "' has "
                        + executor.map(name -> "executor '" + name + "'").orElse("no executor")
                        + "; wait until it ends, or have it stopped with --revoke");
    }
}

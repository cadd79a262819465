package io.colony.engine.status;

import io.colony.engine.workflow.Workflow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What {@link WhyExplainer} goes by.
 *
 * @param workflow that the issue runs in; empty where it cannot be read
 * @param arrival the transition that led into the present state
 * @param setbacks runs that failed or were lost, the newest few, oldest first
 * @param verdicts that asked for changes or could not be had, the newest few, oldest first
 * @param merge the newest merge of its change
 * @param surroundings what holds it up from outside
 * @param now the instant at which the question is asked
 */
record WhyFacts(
        IssueSummary summary,
        IssueFacts facts,
        Optional<Workflow> workflow,
        Optional<TransitionEntry> arrival,
        Optional<TaskEntry> task,
        List<DependencyEntry> dependencies,
        List<RunEntry> setbacks,
        List<VerdictEntry> verdicts,
        Optional<MergeEntry> merge,
        WhySurroundings surroundings,
        Instant now) {
    /** How many setbacks of a kind are told. */
    static final int SETBACKS = 5;

    List<DependencyEntry> unmet(String kind) {
        return dependencies.stream()
                .filter(dependency -> dependency.kind().equals(kind))
                .filter(DependencyEntry::unmet)
                .toList();
    }

    /** Why the issue came into its state, without the full stop. */
    String reason() {
        String reason = arrival.map(TransitionEntry::reason).orElse("").strip();
        String bare = reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason;
        return bare.isEmpty() ? "no reason was recorded" : bare;
    }

    /** Who brought the issue into its state. */
    String mover() {
        return arrival.map(TransitionEntry::actorName).orElse("somebody");
    }

    /** Where retry and resume lead, in words. */
    String resume() {
        return facts.resumeState().map(state -> "to " + state).orElse("to the state that it came from");
    }
}

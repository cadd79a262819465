package io.colony.engine.status;

import java.util.List;
import java.util.Optional;

/**
 * Everything that an issue's page shows, read in one transaction. Lists are in the order of events, oldest first; of each
 * at most the newest {@value #MOST} are given.
 *
 * @param host where the issue's code is
 * @param evidence those artefacts whose kind begins with {@code evidence}; they stand in {@code artifacts} as well
 * @param commands what people asked for, by whatever door
 * @param costs what each step cost, in the order of runs
 * @param task the open task
 * @param why what the issue waits for
 */
public record IssueDetail(
        IssueSummary summary,
        IssueFacts facts,
        CodeHostEntry host,
        List<TransitionEntry> transitions,
        List<RunEntry> runs,
        List<ArtifactEntry> artifacts,
        List<ArtifactEntry> evidence,
        List<VerdictEntry> verdicts,
        List<GateEntry> gates,
        List<ApprovalEntry> approvals,
        List<CommandEntry> commands,
        List<CostEntry> costs,
        List<IntentEntry> intents,
        List<MergeEntry> merges,
        List<DependencyEntry> dependencies,
        Optional<TaskEntry> task,
        Why why) {
    /** The longest list. */
    public static final int MOST = 500;
}

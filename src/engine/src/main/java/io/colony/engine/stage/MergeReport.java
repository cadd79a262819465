package io.colony.engine.stage;

import io.colony.engine.forge.Forge.CommitStatus.CheckState;
import io.colony.engine.git.RebaseResult.ConflictHunk;
import io.colony.engine.git.RebaseResult.ResolvedHunk;
import io.colony.engine.projection.Projection;
import io.colony.engine.projection.Quotation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the code host is told of a merge: a status of the head, and conflicts as they are put before a person. */
final class MergeReport {
    static final String MERGE = "colony/merge";

    private static final int MOST_HUNKS = 20;
    private static final int LONGEST_SIDE = 2_000;

    private MergeReport() {}

    /** How the Marshal's run ended, at the head that it is about. */
    static void tell(StageSession session, String head, StageOutcome outcome) {
        switch (outcome) {
            case StageOutcome.Advanced advanced -> {
                boolean merged = advanced.outcome().equals("merged");
                String marker = "merge-run-" + session.claim().runId() + "-merge";
                status(session, marker, head, merged ? CheckState.SUCCESS : CheckState.FAILURE, advanced.reason());
                if (isForAPerson(advanced.outcome())) {
                    ReviewReport.tellWaits(session, head, advanced.reason());
                }
            }
            case StageOutcome.Parked parked -> {
                // It may look again every few seconds for hours: said once for each head.
                String marker = "merge-waits-" + session.claim().issue().id() + "-" + head;
                status(session, marker, head, CheckState.PENDING, "Waits for " + parked.waitsFor());
            }
            case StageOutcome.Failed failed -> {
                // Another attempt says how it ended.
            }
            case StageOutcome.Revoked revoked -> {
                // Nor does this one end anything.
            }
        }
    }

    /** Whether it is what the Marshal said of a merge, to whichever branch. */
    static boolean isOurs(String context) {
        return context.equals(MERGE) || context.startsWith(MERGE + "/");
    }

    /** Whether with this outcome of a merge a person has to decide about the change itself. */
    static boolean isForAPerson(String outcome) {
        return outcome.equals("protected") || outcome.equals("low-confidence");
    }

    private static void status(StageSession session, String marker, String head, CheckState state, String text) {
        session.tell(marker, new Projection.Status(head, MERGE, state, Quotation.line(text)));
    }

    /** Conflicts that nobody has answered. */
    static void tellConflicts(StageSession session, List<ConflictHunk> hunks) {
        comment(
                session,
                "**Conflicts with the moved base**, which no rule resolves. A person resolves them on the branch, or asks for"
                        + " changes.",
                hunks.stream().limit(MOST_HUNKS).map(MergeReport::unresolved).toList(),
                hunks.size());
    }

    /** Conflicts that were answered, with how sure each answer is. */
    static void tellResolved(StageSession session, List<ResolvedHunk> hunks) {
        comment(
                session,
                "**Conflicts with the moved base were resolved.** The merge counts as sure as the least sure of them.",
                hunks.stream().limit(MOST_HUNKS).map(MergeReport::resolved).toList(),
                hunks.size());
    }

    private static void comment(StageSession session, String heading, List<String> shown, int all) {
        String marker = "conflicts-run-" + session.claim().runId();
        String more = all > shown.size() ? "\n\n… and " + (all - shown.size()) + " more" : "";
        session.claim()
                .issue()
                .pullRequest()
                .ifPresent(number -> session.tell(
                        marker,
                        new Projection.Comment(
                                Optional.of(number), marker, heading + "\n\n" + String.join("\n\n", shown) + more)));
    }

    private static String unresolved(ConflictHunk hunk) {
        return place(hunk) + "\n\nThe base has\n" + side(hunk.ours()) + "\n\nthe change has\n" + side(hunk.theirs());
    }

    private static String resolved(ResolvedHunk hunk) {
        return place(hunk.hunk()) + ", by " + (hunk.rule().equals("answer") ? "a model" : "the rule " + hunk.rule())
                + ", confidence " + String.format(Locale.ROOT, "%.2f", hunk.confidence()) + "\n\n"
                + side(hunk.resolution());
    }

    private static String place(ConflictHunk hunk) {
        return "`" + Quotation.cell(hunk.path()) + (hunk.line() == 0 ? "" : ":" + hunk.line()) + "`";
    }

    private static String side(List<String> lines) {
        String text = lines.stream().collect(Collectors.joining("\n"));
        return Quotation.code(text.length() <= LONGEST_SIDE ? text : text.substring(0, LONGEST_SIDE) + "\n…");
    }
}

package io.colony.runner.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.recovery.survival.Survivals.Tally;
import io.colony.engine.status.MergeEntry;
import java.util.List;

/** What became of merged changes, of one issue and by who built them, as text and as JSON. */
public final class SurvivalReport {
    private SurvivalReport() {}

    /** A line for each back end and model, or a word that nothing was merged. */
    public static List<String> lines(List<Tally> tallies) {
        if (tallies.isEmpty()) {
            return List.of("Nothing was merged.");
        }
        TextTable table = new TextTable(
                "BACK END", "MODEL", "#MERGED", "#WATCHED", "#SURVIVED", "#REVERTED", "#BROKE BASE", "#UNKNOWN");
        tallies.forEach(tally -> table.row(
                tally.backEnd(),
                tally.model().orElse("-"),
                Long.toString(tally.merged()),
                Long.toString(tally.open()),
                Long.toString(tally.survived()),
                Long.toString(tally.reverted()),
                Long.toString(tally.brokeTheBase()),
                Long.toString(tally.unknown())));
        return table.lines();
    }

    /** The same for scripts. */
    public static ArrayNode json(List<Tally> tallies) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        tallies.forEach(tally -> array.addObject()
                .put("back_end", tally.backEnd())
                .put("model", tally.model().orElse(null))
                .put("merged", tally.merged())
                .put("watched", tally.open())
                .put("survived", tally.survived())
                .put("reverted", tally.reverted())
                .put("broke_the_base", tally.brokeTheBase())
                .put("unknown", tally.unknown()));
        return array;
    }

    /** One merge in words, such as {@code survived: It is still on main …}. */
    public static String words(MergeEntry merge) {
        return merge.outcome()
                .map(outcome ->
                        outcome + merge.reason().map(reason -> ": " + reason).orElse(""))
                .orElse("watched");
    }

    /** Adds {@code merges[]} to an issue's JSON. */
    static void addTo(ObjectNode issue, List<MergeEntry> merges) {
        ArrayNode array = issue.putArray("merges");
        for (MergeEntry merge : merges) {
            ObjectNode node = array.addObject()
                    .put("generation", merge.generation())
                    .put("merge_commit", merge.mergeSha())
                    .put("base_branch", merge.baseBranch())
                    .put("merged_at", merge.mergedAt().toString());
            merge.runId().ifPresent(run -> node.put("run_id", run));
            merge.outcome().ifPresent(outcome -> node.put("outcome", outcome));
            merge.shownBy().ifPresent(sha -> node.put("shown_by", sha));
            merge.reason().ifPresent(reason -> node.put("reason", reason));
            merge.decidedAt().ifPresent(at -> node.put("decided_at", at.toString()));
        }
    }
}

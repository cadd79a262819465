package io.colony.engine.stage;

import io.colony.engine.git.TrustedClone;
import io.colony.engine.git.TrustedClone.Commit;
import io.colony.engine.stage.DevelopStage.Start;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks for secrets in all that a push would carry: every commit on the way and every message, not the end result alone.
 * What was pushed has leaked, so this policy cannot wait for the review.
 */
final class SecretCheck {
    private static final int MAX_DIFF_BYTES = 4_000_000;
    private static final int MAX_COMMITS = 100;

    private final StageContext context;

    SecretCheck(StageContext context) {
        this.context = context;
    }

    /** Why the commits must not be pushed; empty when nothing was found. */
    List<String> reasons(TrustedClone clone, Start start, String head) {
        List<Commit> commits = clone.commits(start.startSha(), head);
        if (commits.size() > MAX_COMMITS) {
            return List.of("The change has " + commits.size() + " commits, more than the " + MAX_COMMITS
                    + " that are scanned for secrets: join them.");
        }
        List<String> reasons = new ArrayList<>(inFiles(clone, start, head));
        for (Commit commit : commits) {
            if (!commit.sha().equals(head) && reasons.isEmpty()) {
                inFiles(clone, start, commit.sha())
                        .forEach(reason -> reasons.add("In commit " + commit.sha() + ", although not at the end: "
                                + reason + " Write the commits anew without it."));
            }
            reasons.addAll(inMessage(commit));
        }
        return reasons;
    }

    private List<String> inFiles(TrustedClone clone, Start start, String sha) {
        return secrets(clone.diff(start.baseSha(), sha, MAX_DIFF_BYTES));
    }

    private List<String> inMessage(Commit commit) {
        List<String> lines = commit.message().lines().toList();
        String asDiff = "+++ b/message\n@@ -0,0 +1," + lines.size() + " @@\n+" + String.join("\n+", lines) + "\n";
        return secrets(asDiff).stream()
                .map(reason -> "In the message of commit " + commit.sha() + ": " + reason)
                .toList();
    }

    private List<String> secrets(String diff) {
        return context.policyGates().secrets(diff).stream()
                .map(finding -> (finding.path().isEmpty() ? "" : finding.path() + ": ") + finding.reason())
                .toList();
    }
}

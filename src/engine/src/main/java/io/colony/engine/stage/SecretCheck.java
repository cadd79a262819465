package io.colony.engine.stage;

import io.colony.engine.gate.PolicyGates;
import io.colony.engine.git.ChangeSet;
import io.colony.engine.git.TrustedClone;
import io.colony.engine.git.TrustedClone.Commit;
import io.colony.engine.process.StopSignal;
import io.colony.engine.stage.DevelopStage.Start;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at all that a push would carry: every commit on the way, every name and every message, not the end result alone. What
 * was pushed has leaked, and what the code host runs by itself has run, so neither can wait for the review.
 */
final class SecretCheck {
    private static final int MAX_DIFF_BYTES = 4_000_000;
    private static final int MAX_COMMITS = 100;
    private static final int MOST_NAMED = 5;

    private final StageContext context;

    SecretCheck(StageContext context) {
        this.context = context;
    }

    /**
     * Why the commits must not be pushed; empty when nothing was found.
     *
     * @param head as the agent handed them in, by whose names it is told
     * @param pushed the same as they are to be pushed: what was taken out of a message can bring a secret together
     * @throws io.colony.engine.process.Stopped where a stop was asked for meanwhile
     */
    List<String> reasons(TrustedClone clone, Start start, String head, String pushed, StopSignal stop) {
        HiddenFiles hidden = new HiddenFiles(clone::file, this::inHiddenFile, stop);
        List<Commit> commits = clone.commits(start.startSha(), head);
        if (commits.size() > MAX_COMMITS) {
            return List.of("The change has " + commits.size() + " commits, more than the " + MAX_COMMITS
                    + " that are scanned for secrets: join them.");
        }
        List<String> reasons = new ArrayList<>(inCommit(clone, start, head, hidden));
        for (Commit commit : commits) {
            stop.check();
            if (!commit.sha().equals(head) && reasons.isEmpty()) {
                inCommit(clone, start, commit.sha(), hidden)
                        .forEach(reason -> reasons.add("In commit " + commit.sha() + ", although not at the end: "
                                + reason + " Write the commits anew without it."));
            }
            reasons.addAll(inMessage(commit));
        }
        if (reasons.isEmpty() && !pushed.equals(head)) {
            clone.commits(start.startSha(), pushed).forEach(commit -> reasons.addAll(inMessage(commit)));
        }
        return reasons;
    }

    private List<String> inCommit(TrustedClone clone, Start start, String sha, HiddenFiles hiddenFiles) {
        String diff = clone.diff(start.baseSha(), sha, MAX_DIFF_BYTES);
        Set<String> reasons = new LinkedHashSet<>(secrets(diff));
        if (known(Carried.added(diff))) {
            reasons.add("A value that this installation keeps secret, or gave to its agents, stands in the change.");
        }
        ChangeSet change = clone.changes(start.baseSha(), sha);
        HiddenFiles.Found hidden = hiddenFiles.in(change);
        hidden.unread().stream()
                .limit(MOST_NAMED)
                .forEach(path ->
                        reasons.add(path + " cannot be looked at for secrets before the push: git shows no lines of"
                                + " it, and it is larger than 16 MiB, or there are more than 128 MiB of such files, or it"
                                + " has a name that is not read. Take it out: a person has to add it."));
        reasons.addAll(hidden.reasons());
        List<String> paths = Carried.paths(change);
        if (!secrets(Carried.asDiff("name", paths)).isEmpty() || known(String.join("\n", paths))) {
            reasons.add("The name of a file looks like it holds a secret.");
        }
        if (!start.policy().policy().pushAutomation()) {
            reasons.addAll(automation(clone.changes(start.startSha(), sha)));
        }
        return List.copyOf(reasons);
    }

    private List<String> inHiddenFile(String path, int line, String text) {
        List<String> reasons = new ArrayList<>(secrets(Carried.asDiff(path, line, text)));
        if (known(text)) {
            reasons.add("A value that this installation keeps secret stands in a file that is no plain text.");
        }
        return reasons;
    }

    /** What the code host, or a server that watches it, runs as soon as it is pushed, with secrets of its own. */
    private static List<String> automation(ChangeSet change) {
        return Carried.paths(change).stream()
                .filter(path -> PolicyGates.automation(path).isPresent())
                .map(path -> path + " is run by other machines as soon as it is pushed, before anybody decides. Take it"
                        + " out: a person has to make that change.")
                .limit(MOST_NAMED)
                .toList();
    }

    private List<String> inMessage(Commit commit) {
        List<String> lines = commit.message().lines().toList();
        List<String> reasons = new ArrayList<>(secrets(Carried.asDiff("message", lines)));
        if (known(commit.message())) {
            reasons.add("A value that this installation keeps secret stands there.");
        }
        return reasons.stream()
                .map(reason -> "In the message of commit " + commit.sha() + ": " + reason)
                .toList();
    }

    /** Whether one of this installation's own secrets stands in it, as it is or encoded. */
    private boolean known(String text) {
        Optional<String> byAgent = context.agents().backEnds().values().stream()
                .map(backEnd -> backEnd.redact(text))
                .filter(redacted -> !redacted.equals(text))
                .findFirst();
        return byAgent.isPresent() || !context.redact().apply(text).equals(text);
    }

    private List<String> secrets(String diff) {
        return context.policyGates().secrets(diff).stream()
                .map(finding -> (finding.path().isEmpty() ? "" : finding.path() + ": ") + finding.reason())
                .toList();
    }
}

package io.colony.engine.status;

import io.colony.engine.issue.IssueKey;
import io.colony.engine.workflow.IssueState;
import java.time.Instant;
import java.util.Optional;

/**
 * Where an issue stands, for whoever waits for it.
 *
 * @param verdict the newest that counts; empty where there is none
 * @param headSha the commit that it was given for
 */
public record IssueStanding(IssueKey key, IssueState state, Optional<String> verdict, Optional<String> headSha) {
    public static IssueStanding of(IssueDetail issue) {
        return of(issue, Instant.MIN);
    }

    /** With a verdict that was given since somebody asked for something the last time: what was said before is older. */
    public static IssueStanding since(IssueDetail issue, String command, String actor) {
        return of(issue, asked(issue, command, actor));
    }

    /** The whole of the verdict that {@link #since} is about. */
    public static Optional<VerdictEntry> verdictSince(IssueDetail issue, String command, String actor) {
        return newest(issue, asked(issue, command, actor));
    }

    private static Instant asked(IssueDetail issue, String command, String actor) {
        return issue.commands().reversed().stream()
                .filter(entry -> entry.accepted() && entry.actor().equals(actor))
                .filter(entry -> entry.command().equals(command))
                .map(CommandEntry::at)
                .findFirst()
                .orElse(Instant.MIN);
    }

    private static Optional<VerdictEntry> newest(IssueDetail issue, Instant since) {
        return issue.verdicts().reversed().stream()
                .filter(verdict -> verdict.voidedAt().isEmpty() && !verdict.at().isBefore(since))
                .findFirst();
    }

    private static IssueStanding of(IssueDetail issue, Instant since) {
        Optional<VerdictEntry> newest = newest(issue, since);
        return new IssueStanding(
                issue.summary().key(),
                issue.summary().state(),
                newest.map(VerdictEntry::verdict),
                newest.map(VerdictEntry::headSha));
    }

    /** Whether it stays so unless somebody reopens it: then there is no use in waiting. */
    public boolean isEnd() {
        return StateGroup.of(state).isEnd();
    }

    /** For people. */
    @Override
    public String toString() {
        return key + " is " + state + verdict.map(word -> ", verdict " + word).orElse(", without a verdict") + ".";
    }
}

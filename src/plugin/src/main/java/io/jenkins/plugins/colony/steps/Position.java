package io.jenkins.plugins.colony.steps;

import io.colony.engine.status.IssueDetail;
import io.colony.engine.status.VerdictEntry;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where an issue stands.
 *
 * @param verdict the newest that counts; empty where there is none
 * @param head the commit that it is about
 */
record Position(String state, String verdict, String head) {
    static Position of(IssueDetail issue) {
        return since(issue, Instant.MIN);
    }

    /** With a verdict that was given then or later. */
    static Position since(IssueDetail issue, Instant since) {
        Optional<VerdictEntry> newest = issue.verdicts().reversed().stream()
                .filter(verdict -> verdict.voidedAt().isEmpty() && !verdict.at().isBefore(since))
                .findFirst();
        return new Position(
                issue.summary().state().slug(),
                newest.map(VerdictEntry::verdict).orElse(""),
                newest.map(VerdictEntry::headSha).orElse(""));
    }

    /** For scripts. */
    Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("state", state);
        values.put("verdict", verdict);
        values.put("head", head);
        return values;
    }
}

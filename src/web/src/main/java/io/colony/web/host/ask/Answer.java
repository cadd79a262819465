package io.colony.web.host.ask;

import io.colony.engine.issue.IssueKey;
import io.colony.engine.status.IssueStanding;
import java.util.Map;
import java.util.TreeMap;

/** What came of a look at the store. */
public sealed interface Answer {
    /**
     * It is there.
     *
     * @param value a text, or a map of texts, whole numbers and decimals, which any script may read and any host may keep
     * @param said the same for people
     */
    record Done(Object value, String said) implements Answer {}

    /** No. */
    record Refused(String sentence) implements Answer {}

    /** It is to be looked again. */
    record NotYet(String said) implements Answer {}

    static Answer passed(IssueStanding standing) {
        Map<String, String> values =
                new TreeMap<>(Map.of("state", standing.state().slug()));
        values.put("verdict", standing.verdict().orElse(""));
        values.put("head", standing.headSha().orElse(""));
        return new Done(values, standing.toString());
    }

    static Answer unknown(IssueKey issue) {
        return new Refused("Colony knows no issue " + issue + ".");
    }

    /** Where it is not so yet. */
    static Answer held(boolean wait, String sentence) {
        return wait ? new NotYet(sentence) : new Refused(sentence);
    }
}

package io.jenkins.plugins.colony.steps;

import io.colony.engine.status.IssueStanding;
import java.util.Map;
import java.util.TreeMap;

/** What came of a look at the store. */
sealed interface Answer {
    /** The step is over; a script in the sandbox may read the value, and Jenkins may keep it. */
    record Done(Object value, String said) implements Answer {}

    /** The step fails. */
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

    static Answer held(boolean wait, String sentence) {
        return wait ? new NotYet(sentence) : new Refused(sentence);
    }
}

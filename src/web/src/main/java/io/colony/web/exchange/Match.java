package io.colony.web.exchange;

import io.colony.engine.issue.IssueKey;
import java.util.Map;

/**
 * An address that an {@link AddressPattern} fits.
 *
 * @param values what stands at the pattern's names; all of them are of the form that their names ask for
 */
public record Match(Map<String, String> values) {
    public Match {
        values = Map.copyOf(values);
    }

    /** The issue that {@code {owner}/{name}/{number}} names. */
    public IssueKey issue() {
        return new IssueKey(repository(), number("number"));
    }

    /** The repository that {@code {owner}/{name}} names. */
    public String repository() {
        return text("owner") + "/" + text("name");
    }

    public long number(String name) {
        return Long.parseLong(text(name));
    }

    public String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("This address has no {" + name + "}.");
        }
        return value;
    }
}

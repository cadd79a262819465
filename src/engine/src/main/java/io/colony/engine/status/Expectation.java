package io.colony.engine.status;

import io.colony.engine.ColonyException;
import io.colony.engine.workflow.IssueState;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Where an issue has to stand before something else goes on.
 *
 * @param states any of them; empty for whatever state
 * @param verdicts any of them; empty for whatever verdict, or none
 */
public record Expectation(List<IssueState> states, List<String> verdicts) {
    public Expectation {
        states = List.copyOf(states);
        verdicts = List.copyOf(verdicts);
        if (states.isEmpty() && verdicts.isEmpty()) {
            throw new ColonyException("Neither a state nor a verdict is named. Say which of them may pass.");
        }
    }

    /**
     * Reads what people write.
     *
     * @param states with commas between them, such as {@code human-review-ready, done}
     * @param verdicts with commas between them, in whatever case
     * @throws ColonyException where neither is named, or something is no name of a state
     */
    public static Expectation parse(String states, String verdicts) {
        return new Expectation(
                words(states).stream().map(IssueState::new).toList(), words(verdicts.toUpperCase(Locale.ROOT)));
    }

    private static List<String> words(String list) {
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    public boolean isMet(IssueStanding standing) {
        return (states.isEmpty() || states.contains(standing.state()))
                && (verdicts.isEmpty()
                        || standing.verdict().filter(verdicts::contains).isPresent());
    }

    /** For people. */
    @Override
    public String toString() {
        return "State " + (states.isEmpty() ? "any" : or(states)) + ", verdict "
                + (verdicts.isEmpty() ? "any" : or(verdicts));
    }

    private static String or(List<?> words) {
        return String.join(" or ", words.stream().map(Object::toString).toList());
    }
}

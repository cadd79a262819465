package io.colony.web.exchange;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The form of an address, such as {@code api/v1/issues/{owner}/{name}/{number}}. Names of {@link #NUMBERS} stand for whole
 * numbers from 1, all others for a word of letters, digits, dots, dashes and underscores. Immutable.
 */
public final class AddressPattern {
    static final Set<String> NUMBERS = Set.of("number", "run", "gate", "letter");
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    private final String template;
    private final List<String> steps;

    private AddressPattern(String template) {
        this.template = template;
        this.steps = List.of(template.split("/", -1));
    }

    /** @param template without a leading slash */
    public static AddressPattern of(String template) {
        return new AddressPattern(template);
    }

    /** As written; one for any number of addresses. */
    public String template() {
        return template;
    }

    /** The names in their order. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        steps.stream().filter(AddressPattern::isName).forEach(step -> names.add(name(step)));
        return names;
    }

    /** Empty where the address has another form. */
    public Optional<Match> match(List<String> address) {
        if (address.size() != steps.size()) {
            return Optional.empty();
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < steps.size(); i++) {
            String step = steps.get(i);
            String value = address.get(i);
            if (isName(step) ? !form(name(step)).matcher(value).matches() : !step.equals(value)) {
                return Optional.empty();
            }
            if (isName(step)) {
                values.put(name(step), value);
            }
        }
        return Optional.of(new Match(values));
    }

    private static Pattern form(String name) {
        return NUMBERS.contains(name) ? NUMBER : WORD;
    }

    private static boolean isName(String step) {
        return step.startsWith("{");
    }

    private static String name(String step) {
        return step.substring(1, step.length() - 1);
    }

    @Override
    public String toString() {
        return template;
    }
}

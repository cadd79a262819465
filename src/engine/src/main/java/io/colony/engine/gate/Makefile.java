package io.colony.engine.gate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads of a makefile what it includes and which commands its targets start. It knows plain rules and variables; where a target
 * is not found among them, the commands of all count.
 */
final class Makefile {
    private static final Pattern RULE = Pattern.compile("([^\\s:=#][^:=#]{0,500}+)::?(?![:=])(.*)", Pattern.DOTALL);
    private static final Pattern VARIABLE = Pattern.compile(
            "(?:export\\s+|override\\s+)?([\\w.-]{1,100})\\s*(?:\\?|:{1,3}|\\+)?=\\s*(.*)", Pattern.DOTALL);
    private static final Pattern INCLUDE = Pattern.compile("(?:-|s)?include\\s+(.*)", Pattern.DOTALL);
    private static final Pattern REFERENCE = Pattern.compile("\\$[({]([\\w.-]{1,100})[)}]");
    private static final int MOST_LINES = 20_000;
    private static final int LONGEST = 4_000;
    private static final int LONGEST_VALUE = 200;
    private static final int MOST_COMMANDS = 1_000;

    private final Map<String, Rule> rules = new HashMap<>();
    private final Map<String, String> variables = new HashMap<>(Map.of("MAKE", "make"));
    private final Set<String> included = new LinkedHashSet<>();
    private String first = "";

    private Makefile() {}

    /** What a target needs, and what it starts. */
    private record Rule(List<String> needs, List<String> commands) {}

    static Makefile read(String text) {
        Makefile makefile = new Makefile();
        List<Rule> open = List.of();
        String joined = text.replace("\\\r\n", " ").replace("\\\n", " ");
        for (String line : joined.lines().limit(MOST_LINES).toList()) {
            String cut = line.substring(0, Math.min(line.length(), LONGEST));
            if (cut.startsWith("\t")) {
                String command = cut.strip().replaceAll("^[@+-]{1,3}", "");
                open.forEach(rule -> rule.commands().add(command));
            } else if (!cut.isBlank() && !cut.startsWith("#")) {
                open = makefile.line(cut.strip());
            }
        }
        return makefile;
    }

    private List<Rule> line(String line) {
        Matcher include = INCLUDE.matcher(line);
        Matcher variable = VARIABLE.matcher(line);
        Matcher rule = RULE.matcher(line);
        if (include.matches()) {
            included.addAll(words(include.group(1)));
        } else if (variable.matches()) {
            String value = variable.group(2);
            variables.putIfAbsent(variable.group(1), value.substring(0, Math.min(value.length(), LONGEST_VALUE)));
        } else if (rule.matches()) {
            return rule(words(rule.group(1)), rule.group(2));
        }
        return List.of();
    }

    private List<Rule> rule(List<String> targets, String rest) {
        int semicolon = rest.indexOf(';');
        List<String> needs = words(semicolon < 0 ? rest : rest.substring(0, semicolon));
        List<Rule> all = new ArrayList<>();
        for (String target : targets) {
            if (first.isEmpty() && !target.startsWith(".")) {
                first = target;
            }
            Rule rule = rules.computeIfAbsent(target, key -> new Rule(new ArrayList<>(), new ArrayList<>()));
            rule.needs().addAll(needs);
            if (semicolon >= 0) {
                rule.commands().add(rest.substring(semicolon + 1));
            }
            all.add(rule);
        }
        return all;
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+", -1)).stream()
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** The names of the makefiles that it includes, as they stand there. */
    List<String> included() {
        return included.stream().map(this::expanded).toList();
    }

    /** What these targets start, each a text for {@code sh}; the first target's without any. */
    List<String> commands(List<String> targets) {
        Deque<String> left = new ArrayDeque<>(targets.isEmpty() ? List.of(first) : targets);
        if (!rules.keySet().containsAll(left)) {
            left.addAll(rules.keySet());
        }
        Set<String> seen = new LinkedHashSet<>();
        List<String> commands = new ArrayList<>();
        while (!left.isEmpty() && commands.size() < MOST_COMMANDS) {
            String target = left.poll();
            Rule rule = rules.get(target);
            if (rule != null && seen.add(target)) {
                rule.commands().forEach(command -> commands.add(expanded(command)));
                left.addAll(rule.needs());
            }
        }
        return commands;
    }

    /** One level of variables; of one that is not set here its name, which is that of the program by custom. */
    private String expanded(String text) {
        return REFERENCE
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(
                        variables.getOrDefault(match.group(1), match.group(1).toLowerCase(Locale.ROOT))));
    }
}

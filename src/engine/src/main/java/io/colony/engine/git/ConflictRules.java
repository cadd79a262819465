package io.colony.engine.git;

import io.colony.engine.git.RebaseResult.ConflictHunk;
import io.colony.engine.git.RebaseResult.ResolvedHunk;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Resolves the conflicts that need no understanding. The rules, in order, with their confidence:
 *
 * <ul>
 *   <li>{@code identical} 1.0: both sides did the same.
 *   <li>{@code whitespace}: the sides differ in white space only, or one of them changed nothing else. 0.97; 0.95 where
 *       indentation differs; 0.7 where indentation has meaning (Python, YAML, Makefiles ...).
 *   <li>{@code both-added}: both only added lines to a set. Imports 0.95 (sorted where both sides are); entries of an
 *       ignore file, a requirements file or a Markdown list 0.92.
 * </ul>
 *
 * Anything else, such as two functions added at the same place, is for somebody who understands it.
 */
final class ConflictRules {
    private static final double IDENTICAL = 1;
    private static final double WHITESPACE = 0.97;
    private static final double INDENTATION = 0.95;
    private static final double MEANINGFUL_INDENTATION = 0.7;
    private static final double IMPORTS = 0.95;
    private static final double ENTRIES = 0.92;

    private static final Pattern INDENTATION_HAS_MEANING = Pattern.compile(
            ".*\\.(py|pyi|ya?ml|mk|md|rst|pug|haml|slim|sass|styl|coffee|fs|fsx|hs|nim|gd|feature|make)|(.*/)?(gnu)?makefile.*");
    private static final Pattern IMPORT = Pattern.compile("import\\s+[^(]*;?|from\\s+\\S+\\s+import\\s+[^(\\\\]*"
            + "|#\\s*include\\s+[<\"].*[>\"]|using\\s+(static\\s+)?[\\w.]+;|(pub\\s+)?use\\s+[\\w:*{}, ]+;"
            + "|(const|let|var)\\s+[\\w{}, ]+=\\s*require\\([^()]*\\);?|require(_relative)?\\s+['\"][^'\"]+['\"]");
    private static final Pattern IGNORE_FILE = Pattern.compile("(.*/)?\\.[a-z]*ignore");
    private static final Pattern REQUIREMENTS = Pattern.compile("(.*/)?requirements[\\w.-]*\\.txt");
    private static final Pattern MARKDOWN = Pattern.compile(".*\\.(md|markdown)");
    private static final Pattern BULLET = Pattern.compile("[-*+] \\S.*");

    private ConflictRules() {}

    /** What the first rule that fits makes of the hunk; empty where none does. */
    static Optional<ResolvedHunk> resolve(ConflictHunk hunk) {
        return identical(hunk).or(() -> whitespace(hunk)).or(() -> bothAdded(hunk));
    }

    private static Optional<ResolvedHunk> identical(ConflictHunk hunk) {
        if (!hunk.ours().equals(hunk.theirs())) {
            return Optional.empty();
        }
        return resolved(hunk, "identical", IDENTICAL, hunk.ours());
    }

    private static Optional<ResolvedHunk> whitespace(ConflictHunk hunk) {
        List<String> base = words(hunk.base());
        List<String> ours = words(hunk.ours());
        List<String> theirs = words(hunk.theirs());
        List<String> taken;
        List<String> other;
        if (ours.equals(theirs)) {
            taken = hunk.theirs();
            other = hunk.ours();
        } else if (base.equals(ours)) {
            taken = hunk.theirs();
            other = hunk.ours();
        } else if (base.equals(theirs)) {
            taken = hunk.ours();
            other = hunk.theirs();
        } else {
            return Optional.empty();
        }
        boolean same = ours.equals(theirs) && indentations(taken).equals(indentations(other));
        double otherwise = indentationHasMeaning(hunk.path()) ? MEANINGFUL_INDENTATION : INDENTATION;
        return resolved(hunk, "whitespace", same ? WHITESPACE : otherwise, taken);
    }

    private static boolean indentationHasMeaning(String path) {
        return INDENTATION_HAS_MEANING.matcher(path.toLowerCase(Locale.ROOT)).matches();
    }

    /** The lines that are not blank, with white space collapsed: it stays between words, where it has meaning. */
    private static List<String> words(List<String> lines) {
        return lines.stream()
                .map(line -> line.strip().replaceAll("\\s+", " "))
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static List<String> indentations(List<String> lines) {
        return lines.stream()
                .filter(line -> !line.isBlank())
                .map(line ->
                        line.substring(0, line.length() - line.stripLeading().length()))
                .toList();
    }

    private static Optional<ResolvedHunk> bothAdded(ConflictHunk hunk) {
        if (!onlyAdds(hunk.base(), hunk.ours()) || !onlyAdds(hunk.base(), hunk.theirs())) {
            return Optional.empty();
        }
        if (all(hunk, line -> IMPORT.matcher(line.strip()).matches())) {
            return resolved(hunk, "both-added", IMPORTS, union(hunk));
        }
        String path = hunk.path();
        boolean entries = isSet(path, hunk) && hunk.base().isEmpty();
        return entries ? resolved(hunk, "both-added", ENTRIES, union(hunk)) : Optional.empty();
    }

    private static boolean isSet(String path, ConflictHunk hunk) {
        if (IGNORE_FILE.matcher(path).matches()) {
            return all(hunk, line -> !line.startsWith("!")); // a later pattern that re-includes depends on the order
        }
        if (REQUIREMENTS.matcher(path).matches()) {
            return all(hunk, line -> !line.startsWith("-")) && !requiresTwice(hunk);
        }
        return MARKDOWN.matcher(path).matches()
                && all(hunk, line -> BULLET.matcher(line).matches());
    }

    /** Whether both sides ask for the same package: which version is right is no matter of lines. */
    private static boolean requiresTwice(ConflictHunk hunk) {
        Set<String> ours = new HashSet<>();
        hunk.ours().forEach(line -> ours.add(requirement(line)));
        return hunk.theirs().stream()
                .anyMatch(
                        line -> ours.contains(requirement(line)) && !hunk.ours().contains(line));
    }

    private static String requirement(String line) {
        String name = line.strip().split("[^A-Za-z0-9._-]", 2)[0];
        return name.toLowerCase(Locale.ROOT).replaceAll("[._-]+", "-");
    }

    private static boolean all(ConflictHunk hunk, Predicate<String> test) {
        List<String> lines = new ArrayList<>(hunk.ours());
        lines.addAll(hunk.theirs());
        lines.removeIf(String::isBlank);
        return !lines.isEmpty() && lines.stream().allMatch(test);
    }

    /** Whether every line of the base is still there, in its order. */
    private static boolean onlyAdds(List<String> base, List<String> side) {
        int found = 0;
        for (String line : side) {
            if (found < base.size() && base.get(found).equals(line)) {
                found++;
            }
        }
        return found == base.size();
    }

    private static List<String> union(ConflictHunk hunk) {
        Set<String> union = new LinkedHashSet<>(hunk.ours());
        union.addAll(hunk.theirs());
        List<String> lines = new ArrayList<>(union);
        if (isSorted(hunk.ours()) && isSorted(hunk.theirs()) && lines.stream().noneMatch(String::isBlank)) {
            Collections.sort(lines);
        }
        return List.copyOf(lines);
    }

    private static boolean isSorted(List<String> lines) {
        List<String> sorted = new ArrayList<>(lines);
        Collections.sort(sorted);
        return sorted.equals(lines);
    }

    private static Optional<ResolvedHunk> resolved(
            ConflictHunk hunk, String rule, double confidence, List<String> lines) {
        return Optional.of(new ResolvedHunk(hunk, rule, confidence, List.copyOf(lines)));
    }
}

package io.colony.engine.gate;

import io.colony.engine.gate.Watched.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads TOML and INI as sections of lines, and says which of them matter. A key counts by its whole name, however it is split
 * between head and line. A text with strings of several lines can pretend to have other sections: there all lines count.
 */
final class SectionFacts {
    private static final String UNCLEAR = "tool";
    private static final Pattern HEAD = Pattern.compile("\\[{1,2}([^\\[\\]]{1,200})\\]{1,2}\\s*(?:[#;].*)?");
    private static final Pattern KEY = Pattern.compile("([\\w.\"' -]{1,200}+)\\s*+[=:].*", Pattern.DOTALL);
    /** What only changes what these say, or how code looks, and not whether tests pass. */
    private static final Pattern LINTERS = Pattern.compile(
            "tool\\.(?:ruff|black|isort|mypy|pyright|basedpyright|pylint|flake8|bandit|commitizen|semantic_release|towncrier"
                    + "|bumpversion|bumpver|codespell|typos|djlint|sqlfluff|interrogate|vulture|pydocstyle)(?:\\..*)?");

    private static final Pattern METADATA = Pattern.compile(
            "tool\\.poetry\\.(?:name|version|description|authors|readme|license|keywords|classifiers|homepage|repository"
                    + "|packages|group\\.[^.]*\\.optional)|tool\\.uv\\.sources(?:\\..*)?|build-system\\.requires");

    private static final Pattern DEFINITION =
            Pattern.compile("(?:tool|build-system|project\\.(?:entry-points|scripts|dynamic))(?:\\..*)?|project");

    private static final Pattern INI_METADATA =
            Pattern.compile("(?:metadata|options(?!\\.entry_points))(?:\\..*)?", Pattern.CASE_INSENSITIVE);

    private static final Pattern CARGO_METADATA = Pattern.compile(
            "package\\.(?:name|version|description|authors|license|license-file|readme|repository|homepage|keywords"
                    + "|documentation|categories|edition|rust-version|publish|exclude|include|metadata(?:\\..*)?)"
                    + "|features(?:\\..*)?|workspace\\.package(?:\\..*)?");

    /** Everything under {@code tool} counts but metadata, dependencies and, for test runners, linters. */
    static final Form PYPROJECT = new Form(
            true,
            "project",
            (key, names) -> DEFINITION.matcher(key).matches()
                    && !METADATA.matcher(key).matches()
                    && !LINTERS.matcher(key).matches());

    /** The sections of the linter that is named. */
    static final Form LINTER = new Form(
            true,
            "project",
            (key, names) -> key.equals("tool")
                    || names.stream()
                            .anyMatch(name -> key.equals("tool." + name) || key.startsWith("tool." + name + ".")));

    static final Form SETUP_CFG =
            new Form(false, "", (key, names) -> !INI_METADATA.matcher(key).matches());

    static final Form CARGO = new Form(
            true, "package", (key, names) -> !CARGO_METADATA.matcher(key).matches());

    private final Form form;
    private final Set<String> names;
    private String section = "";
    private String key = "";
    private int brackets;

    private SectionFacts(Form form, Set<String> names) {
        this.form = form;
        this.names = names;
    }

    /**
     * A form of file.
     *
     * @param toml whether brackets hold a value together, and not the blanks before a line
     * @param plain a section whose head alone says nothing; as a key, what it holds counts
     * @param counts by a key's whole name, and the names that are asked for
     */
    record Form(boolean toml, String plain, BiPredicate<String, Set<String>> counts) {}

    static List<Fact> read(String text, Form form, Set<String> names) {
        return new SectionFacts(form, names).read(text);
    }

    private List<Fact> read(String text) {
        boolean all = isDeceptive(text);
        List<Fact> facts = new ArrayList<>();
        for (String line : text.lines().toList()) {
            String stripped = line.strip();
            if (stripped.isEmpty() || stripped.startsWith("#") || stripped.startsWith(";")) {
                continue;
            }
            boolean inside = form.toml() ? brackets > 0 : Character.isWhitespace(line.charAt(0));
            if (!inside) {
                begin(stripped);
            }
            if (form.toml()) {
                brackets = Math.max(0, brackets + left(stripped));
            }
            boolean dependency = form.toml() && isDependency(key);
            boolean head = stripped.equals("[" + form.plain() + "]");
            if (all || (!dependency && !head && form.counts().test(key, names))) {
                facts.add(new Fact(key.isEmpty() ? stripped : key, key + ": " + stripped));
            }
        }
        return List.copyOf(facts);
    }

    /** A dependency, or the section of some: they have a policy of their own. */
    private static boolean isDependency(String key) {
        List<String> parts = List.of(key.split("\\.", -1));
        return parts.stream().anyMatch(part -> part.endsWith("dependencies") || part.equals("dependency-groups"))
                || (parts.size() > 1
                        && (parts.getFirst().equals("patch") || parts.getFirst().equals("replace")));
    }

    /** Strings of several lines, or lines that go on, which look like sections: there every line counts. */
    private boolean isDeceptive(String text) {
        return form.toml()
                ? text.contains("\"\"\"") || text.contains("'''")
                : text.lines()
                        .filter(line -> !line.isBlank() && Character.isWhitespace(line.charAt(0)))
                        .anyMatch(line -> line.strip().startsWith("["));
    }

    /** A line that begins a section or a value. */
    private void begin(String line) {
        Matcher head = HEAD.matcher(line);
        if (head.matches()) {
            section = plain(head.group(1));
            key = section;
            return;
        }
        Matcher named = KEY.matcher(line);
        String name = named.matches() ? plain(named.group(1)) : "";
        key = section.isEmpty() || name.isEmpty() ? section + name : section + "." + name;
        if (line.indexOf('\\') >= 0 && line.indexOf('\\') < line.indexOf('=')) {
            key = UNCLEAR;
        }
    }

    /** How many brackets the line leaves open; negative where it closes some. The head of a section closes its own. */
    private static int left(String line) {
        int open = 0;
        for (int at = 0; at < line.length(); at++) {
            char character = line.charAt(at);
            if (character == '#') {
                return open;
            }
            if (character == '"' || character == '\'') {
                at = closing(line, at);
            }
            open += character == '[' || character == '{' ? 1 : 0;
            open -= character == ']' || character == '}' ? 1 : 0;
        }
        return open;
    }

    /** A backslash stands for itself between single quotes. */
    private static int closing(String line, int start) {
        int at = start + 1;
        while (at < line.length() && line.charAt(at) != line.charAt(start)) {
            at += line.charAt(start) == '"' && line.charAt(at) == '\\' ? 2 : 1;
        }
        return at;
    }

    private static String plain(String name) {
        // An escape can stand for any letter: such a name is taken for one that counts.
        return name.contains("\\") ? UNCLEAR : name.replaceAll("[\"'\\s]", "").toLowerCase(Locale.ROOT);
    }
}

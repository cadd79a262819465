package io.colony.engine.gate;

import io.colony.engine.gate.Manifest.Dependency;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the lines of JSON and TOML, where it depends on the section whether a line names a dependency. Where the diff does
 * not show the section, whatever looks like a name with a version counts.
 */
final class SectionReader implements Manifest.Reader {
    private static final Pattern JSON_SECTION = Pattern.compile("^\\s*\"([^\"]+)\"\\s*:\\s*[{\\[]\\s*$");
    private static final Pattern JSON_ENTRY = Pattern.compile("\"([@\\w][^\"]*)\"\\s*:\\s*\"([^\"]*)\"");
    private static final Pattern JSON_VERSION = Pattern.compile("[\\^~<>=v*]*\\s*\\d.*|\\*|latest|next"
            + "|(?:file|git|git\\+\\w+|npm|jsr|link|github|workspace|catalog):.*");
    private static final Pattern TOML_SECTION = Pattern.compile("^\\s*+\\[++([^\\]]++)\\]");
    private static final Pattern TOML_ARRAY = Pattern.compile("^\\s*([\\w.\"-]+)\\s*=\\s*\\[(.*)$");
    private static final Pattern TOML_ENTRY = Pattern.compile("^\\s*\"?([A-Za-z0-9][\\w.-]*)\"?\\s*=\\s*([\"'{].*)$");
    private static final Pattern REQUIREMENT =
            Pattern.compile("[\"']([A-Za-z0-9][\\w.-]*(?:\\[[^\\]]*\\])?)\\s*((?:[=<>!~@][^\"']*)?)[\"']");
    private static final Set<String> OWN = Set.of(
            "version",
            "edition",
            "rust-version",
            "resolver",
            "name",
            "python",
            "requires-python",
            "node",
            "npm",
            "yarn",
            "pnpm",
            "php",
            "description",
            "license",
            "readme",
            "main",
            "types",
            "type",
            "path",
            "url",
            "homepage",
            "repository",
            "target-version",
            "python_version",
            "minversion",
            "module",
            "default-run",
            "bun",
            "vscode",
            "engines");

    /** Sections of which each key is a dependency, whatever stands behind it. */
    private static final Pattern LIST = Pattern.compile(
            "(?:.*\\.)?(?:(?:dev-|build-|dev_|build_)?dependencies|dependency-groups|packages|dev-packages|sources?)");
    /** Where a section's dependencies come from, in place of an index. */
    private static final Pattern SOURCES = Pattern.compile("(?:tool\\.uv\\.sources|source)(?:\\..*)?");
    /** Where a dependency comes from. */
    private static final Set<String> PLACES =
            Set.of("version", "git", "path", "url", "package", "registry", "branch", "tag", "rev", "file", "index");

    private final boolean json;
    private String section = "";
    private String array = "";

    SectionReader(Manifest manifest) {
        this.json = manifest == Manifest.JSON;
    }

    @Override
    public void hunk(String heading) {
        section = "";
        array = "";
        if (!json) {
            section(heading);
        }
    }

    @Override
    public List<Dependency> read(String line, boolean counts) {
        List<Dependency> found = json ? json(line) : toml(line);
        return counts ? found : List.of();
    }

    private List<Dependency> json(String line) {
        List<Dependency> found = new ArrayList<>();
        Matcher opening = JSON_SECTION.matcher(line);
        if (opening.find()) {
            section = opening.group(1);
            return found;
        }
        if (line.strip().startsWith("}")) {
            // What comes next is another section, or the level above, where nothing is a dependency but by its form.
            section = "";
            return found;
        }
        boolean known = isDependencies(section) || line.contains("ependencies\"");
        if (!known && !section.isEmpty()) {
            return found;
        }
        Matcher entry = JSON_ENTRY.matcher(line);
        while (entry.find()) {
            boolean looksLikeOne = !OWN.contains(entry.group(1))
                    && JSON_VERSION.matcher(entry.group(2)).matches();
            if (known || looksLikeOne) {
                found.add(new Dependency(entry.group(1), entry.group(2)));
            }
        }
        return found;
    }

    private List<Dependency> toml(String line) {
        List<Dependency> found = new ArrayList<>();
        if (line.strip().startsWith("#") || section(line)) {
            return found;
        }
        Matcher entry = TOML_ENTRY.matcher(line);
        if (entry.find() && array.isEmpty()) {
            boolean listed = LIST.matcher(section).matches();
            boolean known = isDependencies(section) || SOURCES.matcher(section).matches();
            boolean own = OWN.contains(entry.group(1).toLowerCase(Locale.ROOT)) && !known;
            boolean looksLikeOne =
                    entry.group(2).matches("(?s)[\"'][\\^~<>=]*\\s*[\\d*].*|\\{.*\\b(?:version|git|path|url)\\b.*");
            if (!own && (looksLikeOne || listed) && (section.isEmpty() || known)) {
                found.add(new Dependency(
                        entry.group(1), entry.group(2).replaceAll("[\"']", "").strip()));
            } else if (known
                    && section.matches("(?s).*(?:dependencies|sources)\\.[\"\\w.-]+")
                    && PLACES.contains(entry.group(1))) {
                found.add(new Dependency(
                        section.substring(section.lastIndexOf('.') + 1),
                        entry.group(2).replaceAll("[\"']", "").strip()));
            }
            return found;
        }
        requirements(line, found);
        if (line.strip().endsWith("]") || line.strip().endsWith("],")) {
            array = "";
        }
        return found;
    }

    /** Items of a list: all of a list of dependencies, else what has a version. */
    private void requirements(String line, List<Dependency> found) {
        boolean listed = isDependencies(array)
                || array.equals("requires")
                || section.matches("(?s).*(?:dependencies|dependency-groups)");
        Matcher requirement = REQUIREMENT.matcher(line);
        while (requirement.find()) {
            if (listed || (array.isEmpty() && !requirement.group(2).isEmpty())) {
                found.add(new Dependency(
                        requirement.group(1), requirement.group(2).strip()));
            }
        }
    }

    /** Whether the line is the head of a section; a list's head is remembered as well. */
    private boolean section(String line) {
        Matcher opening = TOML_SECTION.matcher(line);
        if (opening.find()) {
            section = opening.group(1).strip();
            array = "";
            return true;
        }
        Matcher list = TOML_ARRAY.matcher(line);
        if (list.find()) {
            array = list.group(1);
        }
        return false;
    }

    private static boolean isDependencies(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.contains("dependenc")
                || lower.startsWith("patch")
                || Set.of(
                                "require",
                                "require-dev",
                                "packages",
                                "dev-packages",
                                "imports",
                                "overrides",
                                "resolutions",
                                "catalog")
                        .contains(lower);
    }
}

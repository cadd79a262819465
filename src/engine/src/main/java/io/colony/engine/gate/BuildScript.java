package io.colony.engine.gate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads what a build file that is a program takes in. There a dependency can be named in ways without end; so where such files name
 * them, each line counts that is not evidently something else.
 */
final class BuildScript {
    private static final int LONGEST = 2_000;
    private static final String TEXT = "(?:\"[^\"'#\\\\]{0,300}+\"|'[^\"'#\\\\]{0,300}+')";

    /** A block of Gradle that says what is taken in, or from where. */
    private static final Pattern BLOCK = Pattern.compile(
            "(?:^|[\\s.{;])(?:\\w*[dD]ependencies|repositories|constraints|dependencySet|sourceControl|dependencySubstitution"
                    + "|resolutionStrategy|exclusiveContent)(?:\\s*+\\([^)]{0,100}\\))?\\s*+\\{");

    private static final Pattern NAMES_SOME =
            Pattern.compile("\\b[dD]ependenc|\\bapply\\s*+\\(?\\s*+(?:\\{\\s*+)?from\\b"
                    + "|\\bgroup\\s*+[:=].*\\bname\\s*+[:=]|\\bname\\s*+[:=].*\\bgroup\\s*+[:=]|\\bforce\\b");

    private static final Pattern PLAIN_GRADLE = Pattern.compile(
            "[\\s{}()\\[\\],;]*+|\\*/|(?:exclude|because|description|artifactUrls|content|mavenContent|include\\w*"
                    + "|snapshotsOnly|releasesOnly|credentials|username|password|name|dependsOn)\\b.*|(?:maven|ivy)\\s*+\\{"
                    + "|(?:is)?[tT]ransitive\\s*+=?\\s*+\\w+|(?:mavenCentral|google|gradlePluginPortal)\\s*+\\(\\s*+\\)"
                    + "|apply\\b[\\s({]*+from\\s*+[:=(]?\\s*+[\"'](?:\\$\\{?root\\w{0,20}[^\"']*+|(?![\\w+]*+:)[^\"'$]*+)[\"'][\\s)}]*+"
                    + "|\\w{1,60}[\\s(]++project\\s*+\\(?\\s*+(?:path\\s*+[:=]\\s*+)?" + TEXT + "[\\s)]*+\\{?"
                    + "|\\w{1,60}[\\s(]++(?:testFixtures\\s*+\\(\\s*+)?(?:project\\s*+\\(\\s*+" + TEXT
                    + "|projects(?:\\.\\w{1,60})+)[\\s)]*+\\{?"
                    + "|(?:plugins|allprojects|subprojects|buildscript|pluginManagement|dependencyResolutionManagement)\\s*+\\{"
                    + "|(?:\\w*[dD]ependencies|repositories|constraints)(?:\\s*+\\([^)]{0,100}\\))?\\s*+\\{"
                    + "|(?:id|kotlin|alias|implementation|api|compileOnly|runtimeOnly|classpath|version)\\b\\s*+\\(?\\s*+(?:"
                    + TEXT
                    + "|libs\\.[\\w.]{1,100})[\\s)]*+");

    private static final Pattern PLAIN_GEMFILE =
            Pattern.compile("end|else|gemspec|ruby\\b.*|(?:group|platforms?)\\b[^;{]*\\bdo"
                    + "|(?:if|unless|elsif|case|when)\\b(?!.*(?:;|\\bgem\\b|eval\\b|\\bsend\\b|\\bthen\\b)).*"
                    + "|gem[\\s(]++" + TEXT + "(?!.*(?:;|\\bgem\\b|eval|\\bsend\\b|\\bdo\\b)).*|source\\s++"
                    + TEXT);

    private static final String NO_TEXT = "(?!\\s*+\\(?\\s*+" + TEXT + ")";
    private static final Pattern COMPUTED =
            Pattern.compile("\\b(?:__send__|public_send|instance_eval|class_eval|instance_exec)\\b"
                    + "|(?:\\.|^)\\s*+send\\b\\s*+\\(?\\s*+[\\w:\"']|\\beval\\s*+[(\"'\\w]|\\bmethod\\s*+\\(|\\.\\s*+tap\\b"
                    + "|\\b\\w{0,40}_dependency\\b" + NO_TEXT + "|\\.\\s*+\\w{0,40}dependenc(?:y|ies)\\b" + NO_TEXT
                    + "|\\bDependency\\s*+\\.|^\\s*+pod\\b" + NO_TEXT + "|[{|]\\s*+pod\\b");

    static final Pattern SCALA = Pattern.compile(
            "\"[^\"\\n]{1,100}+\"\\s*+%{1,3}\\s*+\"[^\"\\n]{1,100}+\"\\s*+%\\s*+(?:\"[^\"\\n]{1,60}+\"|\\w+)");
    static final Pattern ELIXIR = Pattern.compile("\\{\\s*+:\\w{1,100}+\\s*+,[^{}]{0,300}+\\}");
    static final Pattern SWIFT = Pattern.compile("\\.package\\s*+\\([^()]{0,400}+\\)");

    private BuildScript() {}

    /** Lines of a script of Gradle that say what is taken in, or from where. */
    static List<String> gradle(String text) {
        List<String> found = new ArrayList<>(gradleAsItIs(text));
        // Groovy takes letters by their numbers anywhere, Kotlin in texts only.
        Set<String> seen = new HashSet<>(found);
        gradleAsItIs(SourceText.unescaped(text, true)).stream()
                .filter(line -> !seen.contains(line))
                .forEach(found::add);
        return found;
    }

    private static List<String> gradleAsItIs(String text) {
        List<String> found = new ArrayList<>();
        int depth = 0;
        for (String raw : text.lines().toList()) {
            String line = raw.length() > LONGEST
                    ? raw
                    : raw.replaceFirst("\\s//[^\"']*$", "").strip();
            if (SourceText.isComment(line) && !line.contains("*/")) {
                continue;
            }
            boolean opens = line.length() <= LONGEST && BLOCK.matcher(line).find();
            boolean counts = depth > 0
                    || opens
                    || line.length() > LONGEST
                    || NAMES_SOME.matcher(line).find();
            if (depth > 0 || opens) {
                depth = Math.max(0, depth + braces(opens && depth == 0 ? line.substring(start(line)) : line));
            }
            if (counts && !PLAIN_GRADLE.matcher(line).matches()) {
                found.add(line.replaceAll("\\s+", " "));
            }
        }
        return found;
    }

    private static int start(String line) {
        var block = BLOCK.matcher(line);
        return block.find() ? block.start() : 0;
    }

    private static int braces(String line) {
        int open = 0;
        String code = SourceText.withoutStrings(line);
        for (int at = 0; at < code.length(); at++) {
            open += code.charAt(at) == '{' ? 1 : code.charAt(at) == '}' ? -1 : 0;
        }
        return open;
    }

    /** Lines of a Gemfile that are neither a gem with its name, which are read one by one, nor evidently something else. */
    static List<String> gemfile(String text) {
        return lines(text).stream()
                .filter(line ->
                        line.length() > LONGEST || !PLAIN_GEMFILE.matcher(line).matches())
                .toList();
    }

    /** Lines of Ruby without comments and the blanks around them. */
    static List<String> lines(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }

    /** Whether the names of dependencies are put together, and do not stand there as texts. */
    static boolean computes(String text) {
        return lines(text).stream()
                .flatMap(line -> SourceText.pieces(line).stream())
                .anyMatch(line -> COMPUTED.matcher(line).find());
    }

    /** Statements of a form, however they are laid out. */
    static List<String> statements(String text, Pattern form) {
        String code = text.lines()
                .filter(line -> !line.strip().startsWith("//") && !line.strip().startsWith("#"))
                .reduce(new StringBuilder(), (all, line) -> all.append(line).append('\n'), StringBuilder::append)
                .toString();
        return form.matcher(code)
                .results()
                .map(match -> match.group().replaceAll("\\s+", " "))
                .toList();
    }
}

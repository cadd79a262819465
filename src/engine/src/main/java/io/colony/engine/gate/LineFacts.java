package io.colony.engine.gate;

import io.colony.engine.gate.Watched.Fact;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads build files that are programs line by line: all that is not evidently a dependency, a version or a comment counts,
 * in its order. What stands on a line with a dependency beside it counts as well.
 */
final class LineFacts {
    private static final int LONGEST = 2_000;
    private static final String TEXT = "[\"'][^\"'$#]*[\"']";

    private LineFacts() {}

    /** Lines of which other rules take care, or nobody has to: each as a whole, without the blanks around it. */
    enum Ignored {
        GRADLE("//.*|version\\s*=?\\s*" + TEXT + "|(?:(?:def|val)\\s+)?[\\w.]*[vV]ersion\\s*=\\s*" + TEXT
                + "|(?:group|description)\\s*=?\\s*" + TEXT
                + "|\\w*[vV]ersion\\s*=\\s*[\\w.-]+|group\\s*=\\s*[\\w.-]+"
                + "|(?:\\w*(?:[iI]mplementation|[aA]pi|[cC]ompileOnly|[rR]untimeOnly|[aA]nnotationProcessor|kapt|ksp))"
                + "[\\s(]+(?:(?:platform|enforcedPlatform|kotlin|project)\\s*\\(?\\s*)?(?:" + TEXT
                + "|libs\\.[\\w.]+)[\\s)]*"),
        RUBY("#.*|(?:gem|source|ruby)\\s+" + TEXT + "(?:\\s*,\\s*(?:require:\\s*(?:false|" + TEXT + ")|" + TEXT
                + "))*|end" + "|group\\s+:\\w+(?:\\s*,\\s*:\\w+)*\\s+do"),
        MIX("#.*|version:\\s*" + TEXT + ",?|\\{:\\w+,\\s*" + TEXT + "(?:,\\s*only:\\s*[\\[\\]:\\w, ]{1,100})?\\},?"),
        SBT("//.*|(?:ThisBuild\\s*/\\s*)?(?:version|name|organization|description)\\s*:=\\s*" + TEXT
                + "|libraryDependencies\\s*\\+=\\s*" + TEXT + "\\s*%{1,3}\\s*" + TEXT + "\\s*%\\s*" + TEXT
                + "(?:\\s*%\\s*(?:Test|" + TEXT + "))?"),
        SWIFT("//.*|\\.package\\(url:\\s*" + TEXT + "\\s*,\\s*(?:from:|exact:)\\s*" + TEXT + "\\),?"),
        SETUP_PY(
                "#.*|(?:version|name|description|author|author_email|url|license|long_description|python_requires)\\s*=\\s*"
                        + TEXT + ",?|" + TEXT + ",?");

        private final Pattern line;

        Ignored(String line) {
            this.line = Pattern.compile(line);
        }
    }

    static List<Fact> read(String text, Ignored ignored) {
        // A line's end may be written by its number, and a comment end there.
        boolean escapes = ignored == Ignored.GRADLE || ignored == Ignored.SBT;
        return (escapes ? SourceText.unescaped(text, true) : text)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty()
                        && (line.length() > LONGEST
                                || !ignored.line.matcher(line).matches()))
                .map(line -> new Fact(line, line))
                .toList();
    }
}

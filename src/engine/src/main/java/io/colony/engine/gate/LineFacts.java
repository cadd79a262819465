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
    /** Without what a language puts in place of a part of it, and without a backslash that takes the end from it. */
    private static final String TEXT_PART = "(?:[^\"'$#\\\\]|\\\\u[0-9a-fA-F]{4})*+";

    private static final String TEXT = "(?:\"" + TEXT_PART + "\"|'" + TEXT_PART + "')";
    /** To the line's end, but for what ends a text of several lines that it may stand in, or is run in such a text. */
    private static final String COMMENT = "(?:(?!\"{3}|'{3}).)*+";

    private LineFacts() {}

    /** Lines of which other rules take care, or nobody has to: each as a whole, without the blanks around it. */
    enum Ignored {
        GRADLE("//" + COMMENT + "|version\\s*=?\\s*" + TEXT + "|(?:(?:def|val)\\s+)?[\\w.]*[vV]ersion\\s*=\\s*" + TEXT
                + "|(?:group|description)\\s*=?\\s*" + TEXT
                + "|\\w*[vV]ersion\\s*=\\s*[\\w.-]+|group\\s*=\\s*[\\w.-]+"
                + "|(?:\\w*(?:[iI]mplementation|[aA]pi|[cC]ompileOnly|[rR]untimeOnly|[aA]nnotationProcessor|kapt|ksp))"
                + "[\\s(]+(?:(?:platform|enforcedPlatform|kotlin|project)\\s*\\(?\\s*)?(?:" + TEXT
                + "|libs\\.[\\w.]+)[\\s)]*"),
        RUBY("#(?!\\{)" + COMMENT + "|(?:gem|source|ruby)\\s+" + TEXT + "(?:\\s*,\\s*(?:require:\\s*(?:false|" + TEXT
                + ")|" + TEXT + "))*|end" + "|group\\s+:\\w+(?:\\s*,\\s*:\\w+)*\\s+do"),
        MIX("#(?!\\{)" + COMMENT + "|version:\\s*" + TEXT + ",?|\\{:\\w+,\\s*" + TEXT
                + "(?:,\\s*only:\\s*[\\[\\]:\\w, ]{1,100})?\\},?"),
        SBT("//" + COMMENT + "|(?:ThisBuild\\s*/\\s*)?(?:version|name|organization|description)\\s*:=\\s*" + TEXT
                + "|libraryDependencies\\s*\\+=\\s*" + TEXT + "\\s*%{1,3}\\s*" + TEXT + "\\s*%\\s*" + TEXT
                + "(?:\\s*%\\s*(?:Test|" + TEXT + "))?"),
        SWIFT("//" + COMMENT + "|\\.package\\(url:\\s*" + TEXT + "\\s*,\\s*(?:from:|exact:)\\s*" + TEXT + "\\),?"),
        SETUP_PY("#(?!\\{)" + COMMENT
                + "|(?:version|name|description|author|author_email|url|license|long_description|python_requires)\\s*=\\s*"
                + TEXT + ",?|" + TEXT + ",?");

        private final Pattern line;

        Ignored(String line) {
            this.line = Pattern.compile(line);
        }

        private boolean commentsAsInC() {
            return this == GRADLE || this == SBT || this == SWIFT;
        }
    }

    static List<Fact> read(String text, Ignored ignored) {
        return text.lines()
                .flatMap(line -> counted(line.strip(), ignored).stream())
                .map(line -> new Fact(line, line))
                .toList();
    }

    /** The line, or what of it counts when it is read otherwise; empty where it is to be ignored however it is read. */
    private static List<String> counted(String line, Ignored ignored) {
        if (counts(line, ignored)) {
            return List.of(line);
        }
        if (!ignored.commentsAsInC()) {
            return List.of();
        }
        // In Groovy, a line's end may be written by its number, and a comment end there; in Kotlin's texts it is no
        // end.
        return SourceText.unescaped(line, ignored != Ignored.SWIFT)
                .lines()
                .flatMap(reading -> SourceText.readings(reading).stream())
                .map(String::strip)
                .filter(reading -> counts(reading, ignored))
                .toList();
    }

    private static boolean counts(String line, Ignored ignored) {
        return !line.isEmpty()
                && (line.length() > LONGEST || !ignored.line.matcher(line).matches());
    }
}

package io.colony.engine.gate;

import io.colony.engine.gate.UnifiedDiff.FileDiff;
import io.colony.engine.gate.UnifiedDiff.Kind;
import io.colony.engine.gate.UnifiedDiff.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Knows lists of requirements as pip reads them, by their names and by what stands in them. */
final class RequirementLists {
    private static final Pattern NAME = Pattern.compile(
            "(?:.*/)?(?:(?:[^/]*(?:requirements|constraints)[^/]*|(?:[^/]*[-_.])?reqs(?:[-_.][^/]*)?|req)\\.(?:txt|in|pip)"
                    + "|(?:requirements|reqs|constraints)/(?:.*/)?[^/]*\\.(?:txt|in|pip))");
    /** Where people also put such lists, besides others. */
    private static final Pattern HINT = Pattern.compile(
            "(?:.*[/_.-])?(?:deps?|dependenc(?:y|ies)|constraints?|pip|requires?)(?:[/_.-].*)?\\.[a-z]+");

    /** Where data of tests lie, which may look like anything; what a gate installs is known by the gate. */
    private static final Pattern DATA =
            Pattern.compile("(?:.*/)?(?:(?:data|testdata|fixtures?|resources|snapshots|golden)/.*|cmakelists\\.txt)");

    private static final Set<String> ENDINGS = Set.of("txt", "in", "pip", "list", "lst", "req", "reqs", "deps", "");
    private static final Pattern COMMENT = Pattern.compile("\\s*+(?:#.*)?");
    private static final String PROJECT = "\\s*+[A-Za-z0-9][\\w.-]{0,100}+(?:\\s*+\\[[^\\]]{0,200}\\])?\\s*+";
    private static final String END = "\\s*+(?:;.*|\\\\|\\s#.*|--hash.*)?";
    /** What else may stand in such a list. */
    private static final Pattern PLAIN = Pattern.compile("\\s*+[A-Za-z0-9][\\w.-]*+(?:\\s*+\\[[^\\]]*+\\])?+\\s*+"
            + "(?:[=<>!~@(]\\s*+[^\\s,]++(?:\\s*+,\\s*+[^\\s,]++)*+)?+\\s*+(?:[;\\\\].*|#.*|--.*)?"
            + "|\\s*+--?[A-Za-z][\\w-]*+(?:[\\s=].*)?|\\s*+[^\\s:/$+\\\\]*+[:/$+\\\\]\\S*+(?:\\s++[;#\\\\].*)?");
    /** What nobody but pip reads. */
    private static final Pattern SURE = Pattern.compile(PROJECT + "(?:(?:===?|~=|>=|<=|!=)\\s*+[\\w.*+!-]{1,100}+"
            + "(?:\\s*+,\\s*+(?:===?|~=|>=|<=|!=|<|>)\\s*+[\\w.*+!-]{1,100}+)*+" + END + "|@\\s*+[a-z+]{1,20}://.*)"
            + "|\\s*+(?:-r|-c|-e|--(?:requirement|constraint|editable|index-url|extra-index-url|find-links|hash))[\\s=:]\\s*+\\S.*"
            + "|\\s*+(?:git|hg|svn|bzr)\\+[a-z]{1,10}://.*");

    private static final Pattern INCLUDED =
            Pattern.compile("^\\s*+(?:-r|-c|--requirement|--constraint)[\\s=]*+([^\\s#]{1,300})");

    private RequirementLists() {}

    /** Whether people call such a list so. */
    static boolean isCalledSo(String path) {
        return NAME.matcher(path.toLowerCase(Locale.ROOT)).matches();
    }

    /** Whether all that a diff shows of a file, whatever its name, is such a list. */
    static boolean looksLikeOne(FileDiff file) {
        String path = file.newPath().toLowerCase(Locale.ROOT);
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (DATA.matcher(path).matches()
                || !ENDINGS.contains(name.contains(".") ? name.substring(name.lastIndexOf('.') + 1) : "")) {
            return false;
        }
        boolean sure = HINT.matcher(path).matches();
        boolean some = false;
        boolean goesOn = false;
        for (Line line : file.lines()) {
            String text = line.text().replace("\uFEFF", "");
            if (line.kind() == Kind.HUNK || COMMENT.matcher(text).matches()) {
                continue;
            }
            boolean own = SURE.matcher(text).matches();
            if (!own && !goesOn && !PLAIN.matcher(text).matches()) {
                return false;
            }
            goesOn = text.endsWith("\\");
            sure |= own;
            some |= line.kind() == Kind.ADDED;
        }
        return sure && some;
    }

    /** The lists that a list names, as it names them. */
    static List<String> included(String text) {
        List<String> names = new ArrayList<>();
        for (String line : text.lines().toList()) {
            INCLUDED.matcher(line).results().map(match -> match.group(1)).forEach(names::add);
        }
        return names;
    }
}

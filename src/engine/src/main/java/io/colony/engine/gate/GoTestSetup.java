package io.colony.engine.gate;

import io.colony.engine.gate.UnifiedDiff.FileDiff;
import io.colony.engine.gate.UnifiedDiff.Kind;
import io.colony.engine.gate.UnifiedDiff.Line;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Sees in a diff of a file of Go's tests whether what runs around the tests is changed: {@code TestMain} decides about the exit
 * code, {@code init} and variables' values run before. It follows from line to line which function it is in; a function that
 * comes or goes is seen however it is laid out.
 */
final class GoTestSetup {
    private static final Pattern FUNCTION = Pattern.compile("(?:func\\b|type\\b|const\\b|import\\b|package\\b).*");
    private static final Pattern SETUP = Pattern.compile("func\\s+(?:TestMain|init)\\s*\\(.*");
    private static final Pattern RUN_AT_START =
            Pattern.compile("(?:var\\s+)?_\\s*=\\s*func\\s*\\(.*|.*\\bos\\s*\\.\\s*Exit\\s*\\(\\s*0.*");
    private static final Pattern ANY_SETUP =
            Pattern.compile("\\bfunc" + SourceText.GAP + "++(TestMain|init)" + SourceText.GAP + "*+\\(");
    private static final int LONGEST_LINE = 1_000;

    private GoTestSetup() {}

    static boolean isChanged(FileDiff file) {
        boolean inside = false;
        for (Line line : file.lines()) {
            String text = line.text().substring(0, Math.min(line.text().length(), LONGEST_LINE));
            if (FUNCTION.matcher(text).matches()) {
                inside = SETUP.matcher(text).matches();
            } else if (line.kind() == Kind.HUNK) {
                inside = false;
            }
            boolean changed = line.kind() == Kind.ADDED || line.kind() == Kind.REMOVED;
            boolean says = !text.isBlank() && !text.strip().startsWith("//");
            if (changed && says && (inside || RUN_AT_START.matcher(text.strip()).matches())) {
                return true;
            }
            inside &= !text.startsWith("}");
        }
        return !setups(file, Kind.REMOVED).equals(setups(file, Kind.ADDED));
    }

    /** The functions of one side, in order, wherever their words stand. */
    private static List<String> setups(FileDiff file, Kind kind) {
        StringBuilder side = new StringBuilder();
        for (Line line : file.lines()) {
            if (line.kind() == kind || line.kind() == Kind.CONTEXT) {
                side.append(line.text(), 0, Math.min(line.text().length(), LONGEST_LINE))
                        .append('\n');
            }
        }
        String text = side.toString();
        return ANY_SETUP
                .matcher(text)
                .results()
                .filter(match -> !SourceText.isCommentAt(text, match.start()))
                .map(match -> match.group(1))
                .toList();
    }
}

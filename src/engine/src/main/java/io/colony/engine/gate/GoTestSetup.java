package io.colony.engine.gate;

import io.colony.engine.gate.UnifiedDiff.FileDiff;
import io.colony.engine.gate.UnifiedDiff.Kind;
import io.colony.engine.gate.UnifiedDiff.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
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
    private static final Pattern ANY_FUNCTION = Pattern.compile("\\bfunc");
    private static final Pattern SETUP_NAME = Pattern.compile("TestMain|init");
    private static final int LONGEST_LINE = 1_000;

    private GoTestSetup() {}

    static boolean isChanged(FileDiff file) {
        return isChanged(file.lines()) || isChanged(file.whole());
    }

    private static boolean isChanged(List<Line> lines) {
        boolean inside = false;
        for (Line line : lines) {
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
        return !setups(lines, Kind.REMOVED).equals(setups(lines, Kind.ADDED));
    }

    /** The functions of one side, in order, wherever their words stand. */
    private static List<String> setups(List<Line> lines, Kind kind) {
        StringBuilder side = new StringBuilder();
        for (Line line : lines) {
            if (line.kind() == kind || line.kind() == Kind.CONTEXT) {
                side.append(line.text(), 0, Math.min(line.text().length(), LONGEST_LINE))
                        .append('\n');
            }
        }
        String text = side.toString();
        CodeGaps gaps = new CodeGaps(text);
        List<String> found = new ArrayList<>();
        Matcher function = ANY_FUNCTION.matcher(text);
        Matcher name = SETUP_NAME.matcher(text);
        while (function.find()) {
            int start = gaps.after(function.end());
            boolean named = start > function.end()
                    && name.region(start, text.length()).lookingAt()
                    && !SourceText.isCommentAt(text, function.start());
            if (named && text.startsWith("(", gaps.after(name.end()))) {
                found.add(name.group());
            }
        }
        return found;
    }
}

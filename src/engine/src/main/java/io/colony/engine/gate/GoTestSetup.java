package io.colony.engine.gate;

import io.colony.engine.gate.UnifiedDiff.FileDiff;
import io.colony.engine.gate.UnifiedDiff.Kind;
import io.colony.engine.gate.UnifiedDiff.Line;
import java.util.regex.Pattern;

/**
 * Sees in a diff of a file of Go's tests whether what runs around the tests is changed: {@code TestMain} decides about the exit
 * code, {@code init} and variables' values run before. It follows from line to line which function it is in.
 */
final class GoTestSetup {
    private static final Pattern FUNCTION = Pattern.compile("(?:func\\b|type\\b|const\\b|import\\b|package\\b).*");
    private static final Pattern SETUP = Pattern.compile("func\\s+(?:TestMain|init)\\s*\\(.*");
    private static final Pattern RUN_AT_START =
            Pattern.compile("(?:var\\s+)?_\\s*=\\s*func\\s*\\(.*|.*\\bos\\s*\\.\\s*Exit\\s*\\(\\s*0.*");

    private GoTestSetup() {}

    static boolean isChanged(FileDiff file) {
        boolean inside = false;
        for (Line line : file.lines()) {
            String text = line.text().substring(0, Math.min(line.text().length(), 1_000));
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
        return false;
    }
}

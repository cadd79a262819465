package io.colony.engine.log;

import io.colony.engine.ColonyException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Stands for a failure in a log, with the same trace, where a message of it or of its causes could pass for an entry of its
 * own. Such messages keep their lines, each set in by a tab.
 */
final class ShownFailure extends ColonyException {
    private static final long serialVersionUID = 1;

    private ShownFailure(String shown, @Nullable Throwable cause, StackTraceElement[] trace) {
        super(shown);
        initCause(cause);
        setStackTrace(trace);
    }

    /** The failure itself where nothing in it needs to be shown otherwise. */
    static Throwable of(Throwable failure) {
        return isPlain(failure, seen()) ? failure : copy(failure, seen());
    }

    private static boolean isPlain(@Nullable Throwable failure, Set<Throwable> seen) {
        if (failure == null || !seen.add(failure)) {
            return true;
        }
        String text = failure.toString();
        if (!text.equals(setIn(text)) || !isPlain(failure.getCause(), seen)) {
            return false;
        }
        for (Throwable suppressed : failure.getSuppressed()) {
            if (!isPlain(suppressed, seen)) {
                return false;
            }
        }
        return true;
    }

    private static ShownFailure copy(Throwable failure, Set<Throwable> seen) {
        seen.add(failure);
        Throwable cause = failure.getCause();
        ShownFailure shown = new ShownFailure(
                setIn(failure.toString()),
                cause == null || seen.contains(cause) ? null : copy(cause, seen),
                failure.getStackTrace());
        for (Throwable suppressed : failure.getSuppressed()) {
            if (!seen.contains(suppressed)) {
                shown.addSuppressed(copy(suppressed, seen));
            }
        }
        return shown;
    }

    private static String setIn(String text) {
        List<String> lines = text.lines().toList();
        return lines.isEmpty()
                ? ""
                : VisibleLine.of(lines.getFirst())
                        + lines.stream().skip(1).map(ShownFailure::continued).collect(Collectors.joining());
    }

    /** A line that begins with a blank looks like no entry as it is (PostgreSQL's details). */
    private static String continued(String line) {
        boolean isSetIn = line.startsWith(" ") || line.startsWith("\t");
        return isSetIn ? "\n" + line.charAt(0) + VisibleLine.of(line.substring(1)) : "\n\t" + VisibleLine.of(line);
    }

    private static Set<Throwable> seen() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }
}

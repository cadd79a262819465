package io.colony.engine.recovery.survival;

import io.colony.engine.forge.Forge;
import io.colony.engine.forge.Forge.CommitStatus;
import io.colony.engine.forge.Forge.CommitStatus.CheckState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Checks that are red with a merged change and were green before it. What was red before, or was never seen before, is not
 * blamed on the change.
 */
public final class BaseChecks {
    /** What Colony itself says of a commit is no check of the base. */
    private static final String OWN = "colony/";

    private final Forge forge;

    public BaseChecks(Forge forge) {
        this.forge = forge;
    }

    /**
     * The names of such checks.
     *
     * @param earlier the commits before the change, the nearest first; asked for only where a check is red
     * @throws io.colony.engine.forge.ForgeException when the code host does not answer
     */
    public List<String> broken(MergeWatch watch, Supplier<List<String>> earlier) {
        List<String> open = new ArrayList<>(forge.statuses(watch.key().repository(), watch.mergeSha()).stream()
                .filter(status -> red(status.state()))
                .map(CommitStatus::context)
                .filter(context -> !context.startsWith(OWN))
                .distinct()
                .sorted()
                .toList());
        List<String> broken = new ArrayList<>();
        if (open.isEmpty()) {
            return broken;
        }
        for (String commit : earlier.get()) {
            List<CommitStatus> before = forge.statuses(watch.key().repository(), commit);
            open.stream()
                    .filter(context -> state(before, context)
                            .filter(CheckState.SUCCESS::equals)
                            .isPresent())
                    .forEach(broken::add);
            open.removeIf(context -> state(before, context)
                    .filter(state -> state != CheckState.PENDING)
                    .isPresent());
            if (open.isEmpty()) {
                break;
            }
        }
        return broken;
    }

    private static Optional<CheckState> state(List<CommitStatus> statuses, String context) {
        return statuses.stream()
                .filter(status -> status.context().equals(context))
                .map(CommitStatus::state)
                .findFirst();
    }

    private static boolean red(CheckState state) {
        return state == CheckState.FAILURE || state == CheckState.ERROR;
    }
}

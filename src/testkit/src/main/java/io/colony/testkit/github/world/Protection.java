package io.colony.testkit.github.world;

import java.util.List;

/**
 * What guards a branch.
 *
 * @param contexts statuses or check runs that must be successful
 * @param strict whether the head must hold all of the base
 * @param approvals how many approving reviews; below zero where reviews are not asked for
 * @param codeOwners whether an owner of what is changed must approve
 * @param dismissStale whether a push takes approvals away
 * @param administratorsToo whether administrators are held to it as well
 */
public record Protection(
        List<String> contexts,
        boolean strict,
        int approvals,
        boolean codeOwners,
        boolean dismissStale,
        boolean administratorsToo) {
    /** Nothing is asked for, but the branch is neither pushed over nor deleted. */
    public static final Protection PLAIN = new Protection(List.of(), false, -1, false, false, false);

    public static Protection requiring(String... contexts) {
        return new Protection(List.of(contexts), false, -1, false, false, true);
    }

    public Protection withApprovals(int number) {
        return new Protection(contexts, strict, number, codeOwners, dismissStale, administratorsToo);
    }

    public Protection withStrict() {
        return new Protection(contexts, true, approvals, codeOwners, dismissStale, administratorsToo);
    }

    public Protection withDismissStale() {
        return new Protection(contexts, strict, approvals, codeOwners, true, administratorsToo);
    }

    /** Administrators may pass it by. */
    public Protection exceptAdministrators() {
        return new Protection(contexts, strict, approvals, codeOwners, dismissStale, false);
    }
}

package io.colony.testkit.github.world;

import java.time.Instant;
import java.util.List;

/** A ruleset of a repository that asks for checks and reviews on branches. */
public record Ruleset(
        long id,
        String name,
        List<String> branches,
        List<String> contexts,
        int approvals,
        List<Long> bypass,
        Instant createdAt) {
    public boolean covers(String branch, String defaultBranch) {
        return branches.contains(branch) || branches.contains("~ALL") || coversDefault(branch, defaultBranch);
    }

    /** Whether it does not hold for whoever acts. */
    public boolean mayBeBypassedBy(Actor by) {
        long id = by.within()
                .map(installation -> installation.app().id())
                .orElse(by.account().id());
        return bypass.contains(id);
    }

    private boolean coversDefault(String branch, String defaultBranch) {
        return branches.contains("~DEFAULT_BRANCH") && branch.equals(defaultBranch);
    }
}

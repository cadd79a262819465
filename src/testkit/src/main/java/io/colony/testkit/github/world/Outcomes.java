package io.colony.testkit.github.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What statuses and check runs say of a commit. */
public final class Outcomes {
    private static final Set<String> PASSED = Set.of("success", "neutral", "skipped");

    private Outcomes() {}

    /** Whether a status or check run of that name is successful. */
    public static boolean successful(Repo repo, String sha, String context) {
        List<String> states = new ArrayList<>();
        repo.latestStatuses(sha).stream()
                .filter(status -> status.context().equals(context))
                .forEach(status -> states.add(status.state()));
        repo.checkRuns(sha).stream()
                .filter(run -> run.name.equals(context))
                .reduce((earlier, later) -> later)
                .ifPresent(run -> states.add(run.conclusion.orElse("pending")));
        return !states.isEmpty() && PASSED.containsAll(states);
    }

    /** Whether anything said of the commit is not successful. */
    public static boolean unstable(Repo repo, String sha) {
        return repo.latestStatuses(sha).stream()
                        .anyMatch(status -> !status.state().equals("success"))
                || repo.checkRuns(sha).stream().anyMatch(run -> !PASSED.contains(run.conclusion.orElse("pending")));
    }

    /** As the combined status has it: {@code failure}, {@code pending} or {@code success}. */
    public static String combined(List<Status> latest) {
        if (latest.stream().anyMatch(status -> Set.of("failure", "error").contains(status.state()))) {
            return "failure";
        }
        boolean pending = latest.isEmpty()
                || latest.stream().anyMatch(status -> status.state().equals("pending"));
        return pending ? "pending" : "success";
    }
}

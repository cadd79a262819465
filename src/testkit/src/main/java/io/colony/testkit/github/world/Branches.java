package io.colony.testkit.github.world;

import io.colony.testkit.github.git.GitCommit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is done to branches, by push or by the API. Called with the world locked. */
public final class Branches {
    private final World world;
    private final List<Watcher> watchers = new ArrayList<>();

    public Branches(World world) {
        this.world = world;
    }

    /** A branch that moves; empty stands for no branch. */
    public record Move(String branch, Optional<String> from, Optional<String> to) {}

    /** Whoever has to know of a move first. */
    @FunctionalInterface
    public interface Watcher {
        void moved(Repo repo, Account by, Move move);
    }

    public void watch(Watcher watcher) {
        watchers.add(watcher);
    }

    /** Why the branch may not be moved so by this actor, in GitHub's words; empty when it may. */
    public Optional<String> refused(Repo repo, Actor by, Move move) {
        Optional<String> byRuleset = repo.rulesets.stream()
                .filter(ruleset -> ruleset.covers(move.branch(), repo.defaultBranch))
                .findFirst()
                .map(ruleset -> "GH013: Repository rule violations found for refs/heads/" + move.branch()
                        + ". Changes must be made through a pull request.");
        Protection guard = repo.protections.get(move.branch());
        if (guard == null || mayPassBy(repo, guard, by)) {
            return byRuleset;
        }
        if (move.to().isEmpty()) {
            return Optional.of("GH006: Protected branch update failed for refs/heads/" + move.branch()
                    + ". Cannot delete this protected branch");
        }
        if (move.from().isPresent()
                && !repo.git.isAncestor(move.from().get(), move.to().get())) {
            return Optional.of("GH006: Protected branch update failed for refs/heads/" + move.branch()
                    + ". Cannot force-push to this protected branch");
        }
        return pushed(repo, guard, move);
    }

    private static Optional<String> pushed(Repo repo, Protection guard, Move move) {
        String begin = "GH006: Protected branch update failed for refs/heads/" + move.branch() + ". ";
        if (guard.approvals() >= 0) {
            return Optional.of(begin + "Changes must be made through a pull request.");
        }
        return guard.contexts().stream()
                .filter(context -> !Outcomes.successful(repo, move.to().orElseThrow(), context))
                .findFirst()
                .map(context -> begin + "Required status check \"" + context + "\" is expected.");
    }

    private static boolean mayPassBy(Repo repo, Protection guard, Actor by) {
        return !guard.administratorsToo()
                && by instanceof Actor.User user
                && Rights.level(repo, user.account()) == Level.ADMIN;
    }

    /**
     * Moves a branch.
     *
     * @throws Refusal when a rule forbids it, or the branch points elsewhere meanwhile
     */
    public void move(Repo repo, Actor by, Move move) {
        refused(repo, by, move).ifPresent(reason -> {
            throw new Refusal(422, reason);
        });
        if (!repo.git.move(move.branch(), move.from(), move.to())) {
            throw new Refusal(422, "Reference cannot be updated");
        }
        moved(repo, by.account(), move);
    }

    /** What follows from a move that git has made. */
    public void moved(Repo repo, Account by, Move move) {
        repo.pushedAt = world.now();
        watchers.forEach(watcher -> watcher.moved(repo, by, move));
        world.tell(repo, "push", "", by, Map.of("push", push(repo, move)));
    }

    private static Push push(Repo repo, Move move) {
        boolean forced = move.from().isPresent()
                && move.to().isPresent()
                && !repo.git.isAncestor(move.from().get(), move.to().get());
        return new Push(move, forced, commits(repo, move));
    }

    private static List<GitCommit> commits(Repo repo, Move move) {
        if (move.to().isEmpty()) {
            return List.of();
        }
        Optional<String> since = move.from().or(() -> repo.git.tip(repo.defaultBranch));
        return since.isEmpty() || since.equals(move.to())
                ? repo.git.log(move.to().get(), 20).reversed()
                : repo.git.between(since.get(), move.to().get());
    }

    /** What a {@code push} event tells. */
    public record Push(Move move, boolean forced, List<GitCommit> commits) {}
}

package io.colony.testkit.github;

import io.colony.testkit.github.git.BareRepository;
import io.colony.testkit.github.git.Writing;
import io.colony.testkit.github.world.Account;
import io.colony.testkit.github.world.Actor;
import io.colony.testkit.github.world.Acts;
import io.colony.testkit.github.world.Branches.Move;
import io.colony.testkit.github.world.Level;
import io.colony.testkit.github.world.Protection;
import io.colony.testkit.github.world.Refusal;
import io.colony.testkit.github.world.Repo;
import io.colony.testkit.github.world.Ruleset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.jgit.lib.PersonIdent;

/**
 * A repository, as its people handle it: with the effects and webhooks that the same would have on GitHub. Safe for use by
 * many threads.
 */
public final class SimulatedRepository {
    private final Acts acts;
    private final Repo repo;

    SimulatedRepository(Acts acts, Repo repo) {
        this.acts = acts;
        this.repo = repo;
    }

    Acts acts() {
        return acts;
    }

    Repo repo() {
        return repo;
    }

    <T> T doing(Supplier<T> work) {
        return acts.world().locked(work);
    }

    void act(Runnable work) {
        acts.world().<Boolean>locked(() -> {
            work.run();
            return true;
        });
    }

    public long id() {
        return repo.id;
    }

    public String slug() {
        return doing(repo::slug);
    }

    public Account owner() {
        return doing(() -> repo.owner);
    }

    /** The bare repository itself, to look at. */
    public BareRepository git() {
        return repo.git;
    }

    public Optional<String> tip(String branch) {
        return repo.git.tip(branch);
    }

    /** Issues and pull requests as one of its people handles them. */
    public Hands as(Account person) {
        return new Hands(this, person);
    }

    /** Gives a person rights; {@code NONE} takes those away that were given. */
    public SimulatedRepository permit(Account person, Level level) {
        act(() -> repo.collaborators.put(person.id(), level));
        return this;
    }

    /**
     * Pushes a commit on top of a branch, which is made from the default branch where it is missing.
     *
     * @return the commit
     */
    public String push(Account by, String branch, String message, Map<String, String> files) {
        return doing(() -> {
            Optional<String> tip = repo.git.tip(branch);
            Optional<String> parent = tip.or(() -> repo.git.tip(repo.defaultBranch));
            return moved(by, branch, tip, parent, message, files);
        });
    }

    /** Replaces what a branch has beyond the default branch by one other commit. */
    public String forcePush(Account by, String branch, String message, Map<String, String> files) {
        return doing(() -> moved(by, branch, repo.git.tip(branch), repo.git.tip(repo.defaultBranch), message, files));
    }

    private String moved(
            Account by,
            String branch,
            Optional<String> from,
            Optional<String> parent,
            String message,
            Map<String, String> files) {
        PersonIdent person = Writing.person(by.login(), by.email(), acts.world().now());
        String sha = repo.writing.change(parent, files, Set.of(), person, message);
        acts.branches().move(repo, new Actor.User(by), new Move(branch, from, Optional.of(sha)));
        return sha;
    }

    public void deleteBranch(Account by, String branch) {
        act(() -> acts.branches()
                .move(repo, new Actor.User(by), new Move(branch, repo.git.tip(branch), Optional.empty())));
    }

    public void setDefaultBranch(String branch) {
        act(() -> {
            if (repo.git.tip(branch).isEmpty()) {
                throw new Refusal(422, "There is no branch " + branch);
            }
            String before = repo.defaultBranch;
            repo.defaultBranch = branch;
            repo.git.setDefaultBranch(branch);
            acts.world()
                    .tell(
                            repo,
                            "repository",
                            "edited",
                            repo.owner,
                            Map.of("changes", Map.of("default_branch", Map.of("from", before))));
            acts.world().changed();
        });
    }

    public void rename(String name) {
        act(() -> acts.rename(repo, repo.owner, name));
    }

    public void transfer(Account to) {
        act(() -> acts.transfer(repo, repo.owner, to));
    }

    /** Protects a branch, instead of what protected it before. */
    public void protect(String branch, Protection protection) {
        act(() -> repo.protections.put(branch, protection));
    }

    public void unprotect(String branch) {
        act(() -> repo.protections.remove(branch));
    }

    /**
     * Adds a ruleset.
     *
     * @param branches names, {@code ~DEFAULT_BRANCH} or {@code ~ALL}
     * @param bypass ids of accounts or apps that it does not hold for
     */
    public Ruleset rule(String name, List<String> branches, List<String> contexts, int approvals, List<Long> bypass) {
        return doing(() -> {
            Ruleset ruleset = new Ruleset(
                    acts.world().nextId(),
                    name,
                    List.copyOf(branches),
                    List.copyOf(contexts),
                    approvals,
                    List.copyOf(bypass),
                    acts.world().now());
            repo.rulesets.add(ruleset);
            return ruleset;
        });
    }
}

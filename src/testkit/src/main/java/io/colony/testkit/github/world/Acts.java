package io.colony.testkit.github.world;

import java.util.Map;

/** All that can be done, together. */
public record Acts(World world, IssueActs issues, PullActs pulls, Branches branches, CheckActs checks) {
    public static Acts in(World world) {
        IssueActs issues = new IssueActs(world);
        Branches branches = new Branches(world);
        PullActs pulls = new PullActs(world, issues, branches);
        branches.watch(pulls::branchMoved);
        return new Acts(world, issues, pulls, branches, new CheckActs(world));
    }

    /** Gives a repository another name. */
    public void rename(Repo repo, Account by, String name) {
        String before = repo.name;
        world.move(repo, repo.owner, name);
        Map<String, Object> from = Map.of("repository", Map.of("name", Map.of("from", before)));
        world.tell(repo, "repository", "renamed", by, Map.of("changes", from));
    }

    /** Gives a repository to somebody else. */
    public void transfer(Repo repo, Account by, Account to) {
        Account before = repo.owner;
        world.move(repo, to, repo.name);
        world.tell(repo, "repository", "transferred", by, Map.of("former_owner", before));
    }
}

package io.colony.testkit.github.rest;

import io.colony.testkit.github.world.Acts;
import io.colony.testkit.github.world.World;

/** What end points work with. */
record Site(World world, Acts acts, Pages pages, RepoJson repos, IssueJson issues, PullJson pulls, CommitJson commits) {
    static Site of(World world, Acts acts, Urls urls) {
        RepoJson repos = new RepoJson(urls);
        IssueJson issues = new IssueJson(repos);
        return new Site(
                world, acts, new Pages(urls), repos, issues, new PullJson(repos, issues), new CommitJson(world, repos));
    }

    Urls urls() {
        return repos.urls();
    }
}

package io.colony.testkit.github.rest;

import io.colony.testkit.github.world.Account;
import io.colony.testkit.github.world.Issue;
import io.colony.testkit.github.world.Repo;

/**
 * The addresses of what is shown.
 *
 * @param api without a slash at its end
 * @param html where pages and git repositories would be
 */
public record Urls(String api, String html) {
    String account(Account account) {
        return api + "/users/" + account.login();
    }

    String repo(Repo repo) {
        return api + "/repos/" + repo.slug();
    }

    String issue(Issue issue) {
        return repo(issue.repo) + "/issues/" + issue.number;
    }

    String pull(Issue issue) {
        return repo(issue.repo) + "/pulls/" + issue.number;
    }

    String page(Repo repo) {
        return html + "/" + repo.slug();
    }

    String page(Issue issue) {
        return page(issue.repo) + (issue.pull.isPresent() ? "/pull/" : "/issues/") + issue.number;
    }

    String git(Repo repo) {
        return page(repo) + ".git";
    }
}

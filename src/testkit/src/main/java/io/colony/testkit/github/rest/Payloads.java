package io.colony.testkit.github.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.testkit.github.git.Changes;
import io.colony.testkit.github.git.FileChange;
import io.colony.testkit.github.git.GitCommit;
import io.colony.testkit.github.world.Account;
import io.colony.testkit.github.world.Acts;
import io.colony.testkit.github.world.Branches.Push;
import io.colony.testkit.github.world.CheckRun;
import io.colony.testkit.github.world.Comment;
import io.colony.testkit.github.world.Happening;
import io.colony.testkit.github.world.Hook;
import io.colony.testkit.github.world.Issue;
import io.colony.testkit.github.world.Label;
import io.colony.testkit.github.world.Pull;
import io.colony.testkit.github.world.PullActs.Mergeability;
import io.colony.testkit.github.world.Repo;
import io.colony.testkit.github.world.Status;
import io.colony.testkit.github.world.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What webhooks say of what happened. Called with the world locked. */
public final class Payloads {
    private static final String NOTHING = "0".repeat(40);

    private final Site site;

    public Payloads(World world, Acts acts, Urls urls) {
        this.site = Site.of(world, acts, urls);
    }

    /** The body that a hook is sent. */
    public ObjectNode of(Happening happening, Hook hook) {
        Repo repo = happening.repo();
        Fields fields = new Fields().maybe("action", happening.action());
        happening.details().forEach((name, value) -> detail(fields, repo, name, value));
        Fields repository = site.repos().repository(repo);
        if (happening.event().equals("push")) {
            repository
                    .with("created_at", repo.createdAt.getEpochSecond())
                    .with("pushed_at", repo.pushedAt.getEpochSecond())
                    .with("stargazers", 0)
                    .with("master_branch", repo.defaultBranch);
            fields.with(
                    "pusher",
                    Fields.of("name", happening.sender().login())
                            .with("email", happening.sender().email()));
        }
        return fields.with("repository", repository)
                .maybe(
                        "organization",
                        Optional.of(repo.owner)
                                .filter(owner -> owner.kind() == Account.Kind.ORGANIZATION)
                                .map(this::organization))
                .maybe(
                        "installation",
                        hook.installation()
                                .map(each -> Fields.of("id", each.id())
                                        .with("node_id", Account.nodeId("Installation", each.id()))))
                .with("sender", site.repos().account(happening.sender()))
                .node();
    }

    private Fields organization(Account owner) {
        String url = site.urls().api() + "/orgs/" + owner.login();
        return Fields.of("login", owner.login())
                .with("id", owner.id())
                .with("node_id", Account.nodeId("Organization", owner.id()))
                .with("url", url)
                .with("repos_url", url + "/repos")
                .with("events_url", url + "/events")
                .with("hooks_url", url + "/hooks")
                .with("issues_url", url + "/issues")
                .with("members_url", url + "/members{/member}")
                .with("public_members_url", url + "/public_members{/member}")
                .with("avatar_url", site.urls().html() + "/avatars/u/" + owner.id())
                .with("description", null);
    }

    private void detail(Fields fields, Repo repo, String name, Object value) {
        switch (value) {
            case Push push -> push(fields, repo, push);
            case Status status -> status(fields, repo, status);
            case Issue issue ->
                fields.with(
                        name,
                        name.equals("pull_request")
                                ? pull(issue)
                                : site.issues().issue(issue));
            case Comment comment -> fields.with(name, site.issues().comment(comment));
            case Label label -> fields.with(name, site.issues().label(repo, label));
            case CheckRun run -> fields.with(name, run(repo, run));
            case CheckRun.Suite suite -> fields.with(name, site.commits().suite(repo, suite));
            case Account account
            when name.equals("former_owner") ->
                fields.with("changes", Map.of("owner", Map.of("from", formerOwner(account))));
            case Account account -> fields.with(name, site.repos().account(account));
            case Pull.Reviewed reviewed -> fields.with(name, review(reviewed));
            default -> fields.with(name, value);
        }
    }

    private Fields formerOwner(Account account) {
        return account.kind() == Account.Kind.ORGANIZATION
                ? Fields.of("organization", organization(account))
                : Fields.of("user", site.repos().account(account));
    }

    private Fields pull(Issue issue) {
        return site.pulls().whole(issue, new Mergeability(Optional.empty(), "unknown"));
    }

    /** States are in lower case in webhooks, and in upper case in the API. */
    private Fields review(Pull.Reviewed reviewed) {
        Pull.Review review = reviewed.review();
        return site.pulls()
                .review(reviewed.issue(), review)
                .with("state", review.state.toLowerCase(java.util.Locale.ROOT))
                .with("body", Optional.of(review.body).filter(text -> !text.isEmpty()))
                .with("updated_at", review.submittedAt);
    }

    private Fields run(Repo repo, CheckRun run) {
        Fields suite = site.commits().suite(repo, run.suite);
        return site.commits().checkRun(repo, run).with("check_suite", suite);
    }

    private void status(Fields fields, Repo repo, Status status) {
        GitCommit commit = repo.git.commit(status.sha());
        List<Fields> branches = repo.git.branches("").entrySet().stream()
                .filter(entry -> entry.getValue().equals(status.sha()))
                .map(entry -> Fields.of("name", entry.getKey())
                        .with("protected", repo.protections.containsKey(entry.getKey()))
                        .with(
                                "commit",
                                Fields.of("sha", status.sha())
                                        .with("url", site.urls().repo(repo) + "/commits/" + status.sha())))
                .toList();
        fields.all(site.commits().simple(repo, status))
                .with("sha", status.sha())
                .with("name", repo.slug())
                .with("commit", site.commits().commit(repo, commit))
                .with("branches", branches);
    }

    private void push(Fields fields, Repo repo, Push push) {
        String before = push.move().from().orElse(NOTHING);
        String after = push.move().to().orElse(NOTHING);
        List<Fields> commits =
                push.commits().stream().map(commit -> commit(repo, commit)).toList();
        fields.with("ref", "refs/heads/" + push.move().branch())
                .with("before", before)
                .with("after", after)
                .with("created", push.move().from().isEmpty())
                .with("deleted", push.move().to().isEmpty())
                .with("forced", push.forced())
                .with("base_ref", null)
                .with(
                        "compare",
                        site.urls().page(repo) + "/compare/" + before.substring(0, 12) + "..." + after.substring(0, 12))
                .with("commits", commits)
                .with("head_commit", push.move().to().map(sha -> commit(repo, repo.git.commit(sha))));
    }

    private Fields commit(Repo repo, GitCommit commit) {
        List<FileChange> files = commit.parents().isEmpty()
                ? List.of()
                : Changes.between(repo.git, commit.parents().getFirst(), commit.sha());
        return site.commits()
                .plain(commit)
                .with("distinct", true)
                .with("url", site.urls().page(repo) + "/commit/" + commit.sha())
                .with("added", paths(files, "added"))
                .with("removed", paths(files, "removed"))
                .with("modified", paths(files, "modified"));
    }

    private static List<String> paths(List<FileChange> files, String status) {
        return files.stream()
                .filter(file -> file.status().equals(status))
                .map(FileChange::path)
                .toList();
    }
}

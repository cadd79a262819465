package io.colony.testkit.github.rest;

import io.colony.testkit.github.git.FileChange;
import io.colony.testkit.github.git.GitCommit;
import io.colony.testkit.github.world.Account;
import io.colony.testkit.github.world.CheckRun;
import io.colony.testkit.github.world.Repo;
import io.colony.testkit.github.world.Status;
import io.colony.testkit.github.world.World;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.PersonIdent;

/** How commits, and what is said about them, are shown. */
final class CommitJson {
    private static final Fields UNSIGNED = Fields.of("verified", false)
            .with("reason", "unsigned")
            .with("signature", null)
            .with("payload", null)
            .with("verified_at", null);

    private final World world;
    private final Urls urls;
    private final RepoJson repos;

    CommitJson(World world, RepoJson repos) {
        this.world = world;
        this.urls = repos.urls();
        this.repos = repos;
    }

    private static String node(String kind, String sha) {
        return Base64.getEncoder().encodeToString((kind + sha).getBytes(StandardCharsets.US_ASCII));
    }

    Fields commit(Repo repo, GitCommit commit) {
        return Fields.of("url", url(repo, commit.sha()))
                .with("sha", commit.sha())
                .with("node_id", node("C_", commit.sha()))
                .with("html_url", urls.page(repo) + "/commit/" + commit.sha())
                .with("comments_url", url(repo, commit.sha()) + "/comments")
                .with("commit", gitCommit(repo, commit))
                .with("author", account(commit.author()).map(repos::account))
                .with("committer", account(commit.committer()).map(repos::account))
                .with(
                        "parents",
                        commit.parents().stream().map(sha -> parent(repo, sha)).toList());
    }

    private Fields gitCommit(Repo repo, GitCommit commit) {
        return Fields.of("url", urls.repo(repo) + "/git/commits/" + commit.sha())
                .with("author", person(commit.author()))
                .with("committer", person(commit.committer()))
                .with("message", commit.message())
                .with(
                        "tree",
                        Fields.of("sha", commit.tree()).with("url", urls.repo(repo) + "/git/trees/" + commit.tree()))
                .with("comment_count", 0)
                .with("verification", UNSIGNED);
    }

    private String url(Repo repo, String sha) {
        return urls.repo(repo) + "/commits/" + sha;
    }

    private Fields parent(Repo repo, String sha) {
        return Fields.of("sha", sha).with("url", url(repo, sha)).with("html_url", urls.page(repo) + "/commit/" + sha);
    }

    static Fields person(PersonIdent person) {
        return Fields.of("name", person.getName())
                .with("email", person.getEmailAddress())
                .with("date", person.getWhenAsInstant());
    }

    /** Whose address it is; GitHub knows those that it gave out. */
    private Optional<Account> account(PersonIdent person) {
        String address = person.getEmailAddress();
        int plus = address.indexOf('+');
        int end = address.indexOf("@users.noreply.github.com");
        return plus > 0 && end > plus ? world.account(address.substring(plus + 1, end)) : Optional.empty();
    }

    Fields file(Repo repo, FileChange file, String sha) {
        return Fields.of("sha", file.blob())
                .with("filename", file.path())
                .with("status", file.status())
                .with("additions", file.additions())
                .with("deletions", file.deletions())
                .with("changes", file.additions() + file.deletions())
                .with("blob_url", urls.page(repo) + "/blob/" + sha + "/" + file.path())
                .with("raw_url", urls.page(repo) + "/raw/" + sha + "/" + file.path())
                .with("contents_url", urls.repo(repo) + "/contents/" + file.path() + "?ref=" + sha)
                .maybe("patch", Optional.of(file.patch()).filter(patch -> !patch.isEmpty()))
                .maybe(
                        "previous_filename",
                        Optional.of(file.previous())
                                .filter(name -> file.status().equals("renamed")));
    }

    Fields reference(Repo repo, String branch, String sha) {
        String name = "refs/heads/" + branch;
        return Fields.of("ref", name)
                .with("node_id", node("R_" + repo.id, name))
                .with("url", urls.repo(repo) + "/git/" + name)
                .with(
                        "object",
                        Fields.of("type", "commit")
                                .with("sha", sha)
                                .with("url", urls.repo(repo) + "/git/commits/" + sha));
    }

    Fields status(Repo repo, Status status) {
        return simple(repo, status).with("creator", repos.account(status.creator()));
    }

    /** As the combined status has it. */
    Fields simple(Repo repo, Status status) {
        return Fields.of("url", urls.repo(repo) + "/statuses/" + status.sha())
                .with(
                        "avatar_url",
                        urls.html() + "/avatars/u/" + status.creator().id())
                .with("id", status.id())
                .with("node_id", Account.nodeId("StatusContext", status.id()))
                .with("state", status.state())
                .with("description", status.description())
                .with("target_url", status.targetUrl())
                .with("context", status.context())
                .with("created_at", status.createdAt())
                .with("updated_at", status.createdAt());
    }

    Fields checkRun(Repo repo, CheckRun run) {
        String url = urls.repo(repo) + "/check-runs/" + run.id;
        return Fields.of("id", run.id)
                .with("name", run.name)
                .with("node_id", Account.nodeId("CheckRun", run.id))
                .with("head_sha", run.suite.sha())
                .with("external_id", run.externalId.orElse(""))
                .with("url", url)
                .with("html_url", urls.page(repo) + "/runs/" + run.id)
                .with("details_url", run.detailsUrl.orElse(urls.page(repo) + "/runs/" + run.id))
                .with("status", run.status)
                .with("conclusion", run.conclusion)
                .with("started_at", run.startedAt)
                .with("completed_at", run.completedAt)
                .with(
                        "output",
                        Fields.of("title", run.title)
                                .with("summary", run.summary)
                                .with("text", null)
                                .with("annotations_count", 0)
                                .with("annotations_url", url + "/annotations"))
                .with("check_suite", Fields.of("id", run.suite.id()))
                .with("app", repos.app(run.suite.app()))
                .with("pull_requests", List.of());
    }

    Fields suite(Repo repo, CheckRun.Suite suite) {
        List<CheckRun> runs =
                repo.checkRuns.stream().filter(run -> run.suite.equals(suite)).toList();
        boolean done = runs.stream().allMatch(run -> run.status.equals("completed"));
        String url = urls.repo(repo) + "/check-suites/" + suite.id();
        return Fields.of("id", suite.id())
                .with("node_id", Account.nodeId("CheckSuite", suite.id()))
                .with("head_branch", suite.branch())
                .with("head_sha", suite.sha())
                .with("status", done ? "completed" : "in_progress")
                .with("conclusion", done ? Optional.of(conclusion(runs)) : Optional.empty())
                .with("url", url)
                .with("before", null)
                .with("after", suite.sha())
                .with("pull_requests", List.of())
                .with("app", repos.app(suite.app()))
                .with("created_at", suite.createdAt())
                .with("updated_at", suite.createdAt())
                .with("latest_check_runs_count", runs.size())
                .with("check_runs_url", url + "/check-runs")
                .with("head_commit", plain(repo.git.commit(suite.sha())))
                .with("repository", repos.repository(repo));
    }

    private static String conclusion(List<CheckRun> runs) {
        return runs.stream()
                        .allMatch(
                                run -> run.conclusion.filter("success"::equals).isPresent())
                ? "success"
                : "failure";
    }

    /** A commit as suites have it. */
    Fields plain(GitCommit commit) {
        return Fields.of("id", commit.sha())
                .with("tree_id", commit.tree())
                .with("message", commit.message())
                .with("timestamp", commit.committer().getWhenAsInstant())
                .with("author", identity(commit.author()))
                .with("committer", identity(commit.committer()));
    }

    private static Fields identity(PersonIdent person) {
        return Fields.of("name", person.getName()).with("email", person.getEmailAddress());
    }
}

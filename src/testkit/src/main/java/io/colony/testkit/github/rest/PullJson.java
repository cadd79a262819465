package io.colony.testkit.github.rest;

import io.colony.testkit.github.git.Changes;
import io.colony.testkit.github.git.FileChange;
import io.colony.testkit.github.world.Account;
import io.colony.testkit.github.world.Issue;
import io.colony.testkit.github.world.Pull;
import io.colony.testkit.github.world.PullActs.Mergeability;
import io.colony.testkit.github.world.Repo;
import io.colony.testkit.github.world.Rights;
import java.util.List;
import java.util.Optional;

/** How pull requests and their reviews are shown. */
final class PullJson {
    private final Urls urls;
    private final RepoJson repos;
    private final IssueJson issues;

    PullJson(RepoJson repos, IssueJson issues) {
        this.urls = repos.urls();
        this.repos = repos;
        this.issues = issues;
    }

    /** As lists have it. */
    Fields listed(Issue issue) {
        Pull pull = issue.pulled();
        String url = urls.pull(issue);
        return issues.shared(issue, "PullRequest", pull.id)
                .with("url", url)
                .with("html_url", urls.page(issue))
                .with("diff_url", urls.page(issue) + ".diff")
                .with("patch_url", urls.page(issue) + ".patch")
                .with("issue_url", urls.issue(issue))
                .with("commits_url", url + "/commits")
                .with("review_comments_url", url + "/comments")
                .with("review_comment_url", urls.repo(issue.repo) + "/pulls/comments{/number}")
                .with("comments_url", urls.issue(issue) + "/comments")
                .with("statuses_url", urls.repo(issue.repo) + "/statuses/" + pull.headSha)
                .with("body", Optional.of(issue.body).filter(text -> !text.isEmpty()))
                .with("merged_at", pull.merge.map(Pull.Merge::at))
                .with("merge_commit_sha", pull.merge.map(Pull.Merge::sha))
                .with(
                        "requested_reviewers",
                        pull.reviewers.stream().map(repos::account).toList())
                .with("requested_teams", List.of())
                .with("draft", pull.draft)
                .with("head", end(issue.repo, pull.head, pull.headSha))
                .with("base", end(issue.repo, pull.base, pull.baseSha))
                .with("_links", links(issue, pull))
                .with("auto_merge", null);
    }

    /** On its own. */
    Fields whole(Issue issue, Mergeability mergeability) {
        Pull pull = issue.pulled();
        List<FileChange> files = files(issue);
        return listed(issue)
                .with("merged", pull.merge.isPresent())
                .with("mergeable", mergeability.mergeable())
                .with("rebaseable", mergeability.mergeable())
                .with("mergeable_state", mergeability.state())
                .with("merged_by", pull.merge.map(Pull.Merge::by).map(repos::account))
                .with("comments", issue.comments.size())
                .with("review_comments", pull.reviewComments.size())
                .with("maintainer_can_modify", false)
                .with(
                        "commits",
                        issue.repo.git.between(pull.baseSha, pull.headSha).size())
                .with(
                        "additions",
                        files.stream().mapToInt(FileChange::additions).sum())
                .with(
                        "deletions",
                        files.stream().mapToInt(FileChange::deletions).sum())
                .with("changed_files", files.size());
    }

    /** What it changes since it left the base. */
    static List<FileChange> files(Issue issue) {
        Pull pull = issue.pulled();
        return issue.repo
                .git
                .mergeBase(pull.baseSha, pull.headSha)
                .map(base -> Changes.between(issue.repo.git, base, pull.headSha))
                .orElse(List.of());
    }

    private Fields end(Repo repo, String branch, String sha) {
        return Fields.of("label", repo.owner.login() + ":" + branch)
                .with("ref", branch)
                .with("sha", sha)
                .with("user", repos.account(repo.owner))
                .with("repo", repos.repository(repo));
    }

    private Fields links(Issue issue, Pull pull) {
        String url = urls.pull(issue);
        return Fields.of("self", link(url))
                .with("html", link(urls.page(issue)))
                .with("issue", link(urls.issue(issue)))
                .with("comments", link(urls.issue(issue) + "/comments"))
                .with("review_comments", link(url + "/comments"))
                .with("review_comment", link(urls.repo(issue.repo) + "/pulls/comments{/number}"))
                .with("commits", link(url + "/commits"))
                .with("statuses", link(urls.repo(issue.repo) + "/statuses/" + pull.headSha));
    }

    private static Fields link(String href) {
        return Fields.of("href", href);
    }

    Fields review(Issue issue, Pull.Review review) {
        String page = urls.page(issue) + "#pullrequestreview-" + review.id;
        return Fields.of("id", review.id)
                .with("node_id", Account.nodeId("PullRequestReview", review.id))
                .with("user", repos.account(review.author))
                .with("body", review.body)
                .with("state", review.state)
                .with("html_url", page)
                .with("pull_request_url", urls.pull(issue))
                .with("author_association", Rights.association(issue.repo, review.author))
                .with("_links", Fields.of("html", link(page)).with("pull_request", link(urls.pull(issue))))
                .with("submitted_at", review.submittedAt)
                .with("commit_id", review.commit);
    }

    Fields reviewComment(Issue issue, Pull.ReviewComment comment) {
        String url = urls.repo(issue.repo) + "/pulls/comments/" + comment.id();
        String page = urls.page(issue) + "#discussion_r" + comment.id();
        return Fields.of("url", url)
                .with("pull_request_review_id", comment.reviewId())
                .with("id", comment.id())
                .with("node_id", Account.nodeId("PullRequestReviewComment", comment.id()))
                .with("diff_hunk", "@@ -0,0 +1 @@")
                .with("path", comment.path())
                .with("line", comment.line())
                .with("side", "RIGHT")
                .with("commit_id", comment.commit())
                .with("original_commit_id", comment.commit())
                .with("user", repos.account(comment.author()))
                .with("body", comment.body())
                .with("created_at", comment.at())
                .with("updated_at", comment.at())
                .with("html_url", page)
                .with("pull_request_url", urls.pull(issue))
                .with("author_association", Rights.association(issue.repo, comment.author()))
                .with(
                        "_links",
                        Fields.of("self", link(url))
                                .with("html", link(page))
                                .with("pull_request", link(urls.pull(issue))));
    }
}

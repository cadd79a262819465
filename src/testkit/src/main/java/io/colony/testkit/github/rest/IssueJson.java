package io.colony.testkit.github.rest;

import io.colony.testkit.github.world.Account;
import io.colony.testkit.github.world.Comment;
import io.colony.testkit.github.world.Issue;
import io.colony.testkit.github.world.IssueEvent;
import io.colony.testkit.github.world.Label;
import io.colony.testkit.github.world.Pull;
import io.colony.testkit.github.world.Reaction;
import io.colony.testkit.github.world.Repo;
import io.colony.testkit.github.world.Rights;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** How issues and what belongs to them are shown. */
final class IssueJson {
    private static final List<String> REACTIONS =
            List.of("+1", "-1", "laugh", "confused", "heart", "hooray", "eyes", "rocket");

    private final Urls urls;
    private final RepoJson repos;

    IssueJson(RepoJson repos) {
        this.urls = repos.urls();
        this.repos = repos;
    }

    Fields issue(Issue issue) {
        String url = urls.issue(issue);
        Fields fields = Fields.of("url", url)
                .with("repository_url", urls.repo(issue.repo))
                .with("labels_url", url + "/labels{/name}")
                .with("comments_url", url + "/comments")
                .with("events_url", url + "/events")
                .with("timeline_url", url + "/timeline")
                .with("html_url", urls.page(issue))
                .with("comments", issue.comments.size())
                .with("body", Optional.of(issue.body).filter(text -> !text.isEmpty()))
                .with("state_reason", issue.stateReason)
                .with("closed_by", issue.closedBy.map(repos::account))
                .with("reactions", reactions(url, issue.reactions))
                .with("performed_via_github_app", null)
                .with("sub_issues_summary", subIssues(issue))
                .with("issue_dependencies_summary", dependencies(issue))
                .maybe("parent_issue_url", issue.parent.map(urls::issue))
                .maybe("pull_request", issue.pull.map(pull -> pullLinks(issue, pull)))
                .maybe("draft", issue.pull.map(pull -> pull.draft));
        return fields.all(shared(issue, issue.pull.isPresent() ? "PullRequest" : "Issue", issue.id));
    }

    /** What issues and pull requests have in common. */
    Fields shared(Issue issue, String kind, long id) {
        List<Fields> assignees = issue.assignees.stream().map(repos::account).toList();
        return Fields.of("id", id)
                .with("node_id", Account.nodeId(kind, id))
                .with("number", issue.number)
                .with("title", issue.title)
                .with("user", repos.account(issue.author))
                .with(
                        "labels",
                        issue.labelled().stream()
                                .map(label -> label(issue.repo, label))
                                .toList())
                .with("state", issue.state())
                .with("locked", false)
                .with("active_lock_reason", null)
                .with("assignee", assignees.stream().findFirst())
                .with("assignees", assignees)
                .with("milestone", null)
                .with("author_association", Rights.association(issue.repo, issue.author))
                .with("created_at", issue.createdAt)
                .with("updated_at", issue.updatedAt)
                .with("closed_at", issue.closedAt);
    }

    private Fields pullLinks(Issue issue, Pull pull) {
        return Fields.of("url", urls.pull(issue))
                .with("html_url", urls.page(issue))
                .with("diff_url", urls.page(issue) + ".diff")
                .with("patch_url", urls.page(issue) + ".patch")
                .with("merged_at", pull.merge.map(Pull.Merge::at));
    }

    private static Fields subIssues(Issue issue) {
        int total = issue.subIssues.size();
        int done = (int) issue.subIssues.stream().filter(each -> !each.open).count();
        return Fields.of("total", total)
                .with("completed", done)
                .with("percent_completed", total == 0 ? 0 : 100 * done / total);
    }

    private static Fields dependencies(Issue issue) {
        List<Issue> blocking = issue.repo.issues.values().stream()
                .filter(other -> other.blockedBy.contains(issue))
                .toList();
        return Fields.of(
                        "blocked_by",
                        issue.blockedBy.stream().filter(each -> each.open).count())
                .with("total_blocked_by", issue.blockedBy.size())
                .with("blocking", blocking.stream().filter(each -> each.open).count())
                .with("total_blocking", blocking.size());
    }

    Fields label(Repo repo, Label label) {
        return Fields.of("id", label.id())
                .with("node_id", Account.nodeId("Label", label.id()))
                .with("url", urls.repo(repo) + "/labels/" + encoded(label.name()))
                .with("name", label.name())
                .with("color", label.color())
                .with("default", false)
                .with("description", label.description());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    Fields comment(Comment comment) {
        String url = urls.repo(comment.issue.repo) + "/issues/comments/" + comment.id;
        return Fields.of("url", url)
                .with("html_url", urls.page(comment.issue) + "#issuecomment-" + comment.id)
                .with("issue_url", urls.issue(comment.issue))
                .with("id", comment.id)
                .with("node_id", Account.nodeId("IssueComment", comment.id))
                .with("user", repos.account(comment.author))
                .with("created_at", comment.createdAt)
                .with("updated_at", comment.updatedAt)
                .with("body", comment.body)
                .with("author_association", Rights.association(comment.issue.repo, comment.author))
                .with("performed_via_github_app", null)
                .with("reactions", reactions(url, comment.reactions));
    }

    private static Fields reactions(String url, List<Reaction> reactions) {
        Fields fields = Fields.of("url", url + "/reactions").with("total_count", reactions.size());
        REACTIONS.forEach(content -> fields.with(
                content,
                reactions.stream()
                        .filter(each -> each.content().equals(content))
                        .count()));
        return fields;
    }

    Fields reaction(Reaction reaction) {
        return Fields.of("id", reaction.id())
                .with("node_id", Account.nodeId("Reaction", reaction.id()))
                .with("user", repos.account(reaction.author()))
                .with("content", reaction.content())
                .with("created_at", reaction.createdAt());
    }

    /** An event, as the list of events and the time line have it. */
    Fields event(Issue issue, IssueEvent event) {
        Fields fields = Fields.of("id", event.id())
                .with("node_id", Account.nodeId("Event", event.id()))
                .with("url", urls.repo(issue.repo) + "/issues/events/" + event.id())
                .with("actor", repos.account(event.actor()))
                .with("event", event.event())
                .with("commit_id", event.commit())
                .with("commit_url", event.commit().map(sha -> urls.repo(issue.repo) + "/commits/" + sha))
                .with("created_at", event.at())
                .with("performed_via_github_app", null)
                .maybe(
                        "label",
                        event.label()
                                .map(label -> Fields.of("name", label.name()).with("color", label.color())));
        if (event.event().equals("renamed")) {
            List<String> names = event.note().lines().toList();
            fields.with("rename", Fields.of("from", names.getFirst()).with("to", names.getLast()));
        }
        if (event.event().equals("closed")) {
            fields.with("state_reason", issue.stateReason);
        }
        return fields;
    }

    /** A comment within the time line. */
    Fields commented(Comment comment) {
        return comment(comment).with("event", "commented").with("actor", repos.account(comment.author));
    }
}

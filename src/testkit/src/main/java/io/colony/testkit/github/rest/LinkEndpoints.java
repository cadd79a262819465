package io.colony.testkit.github.rest;

import io.colony.testkit.github.world.Issue;
import io.colony.testkit.github.world.Refusal;
import java.util.List;

/** How issues hang together: parts of others, and what waits for what. */
final class LinkEndpoints {
    private static final String ISSUE = "/repos/{owner}/{repo}/issues/{issue_number}";

    private final Site site;

    LinkEndpoints(Site site) {
        this.site = site;
    }

    void register(Router router) {
        router.add(
                "GET",
                ISSUE + "/sub_issues",
                call -> site.pages().answer(call, call.issue(IssueEndpoints.READING).subIssues, site.issues()::issue));
        router.add("POST", ISSUE + "/sub_issues", this::addSubIssue);
        router.add("DELETE", ISSUE + "/sub_issue", this::removeSubIssue);
        router.add("GET", ISSUE + "/parent", this::parent);
        router.add(
                "GET",
                ISSUE + "/dependencies/blocked_by",
                call -> site.pages().answer(call, call.issue(IssueEndpoints.READING).blockedBy, site.issues()::issue));
        router.add("POST", ISSUE + "/dependencies/blocked_by", this::block);
        router.add("DELETE", ISSUE + "/dependencies/blocked_by/{issue_id}", this::unblock);
        router.add("GET", ISSUE + "/dependencies/blocking", this::blocking);
    }

    /** An issue of any repository that the actor may read, by its id and not its number. */
    private Issue byId(Call call, long id) {
        return call.world().repositories().stream()
                .flatMap(repo -> repo.issues.values().stream())
                .filter(issue -> issue.id == id && issue.pull.isEmpty())
                .findFirst()
                .orElseThrow(() -> new Refusal(404, "The provided sub-issue does not exist"));
    }

    private Answer addSubIssue(Call call) {
        Issue parent = call.issue(IssueEndpoints.TRIAGING);
        Issue child = byId(call, call.body().path("sub_issue_id").asLong());
        boolean replace = call.body().path("replace_parent").asBoolean();
        site.acts().issues().addSubIssue(parent, child, call.by(), replace);
        return Answer.created(site.issues().issue(parent));
    }

    private Answer removeSubIssue(Call call) {
        Issue parent = call.issue(IssueEndpoints.TRIAGING);
        site.acts()
                .issues()
                .removeSubIssue(
                        parent, byId(call, call.body().path("sub_issue_id").asLong()));
        return Answer.ok(site.issues().issue(parent));
    }

    private Answer parent(Call call) {
        return Answer.ok(
                site.issues().issue(call.issue(IssueEndpoints.READING).parent.orElseThrow(Refusal::notFound)));
    }

    private Answer block(Call call) {
        Issue issue = call.issue(IssueEndpoints.TRIAGING);
        site.acts()
                .issues()
                .block(issue, byId(call, call.body().path("issue_id").asLong()), call.by());
        return Answer.created(site.issues().issue(issue));
    }

    private Answer unblock(Call call) {
        Issue issue = call.issue(IssueEndpoints.TRIAGING);
        site.acts().issues().unblock(issue, byId(call, call.number("issue_id")));
        return Answer.ok(site.issues().issue(issue));
    }

    private Answer blocking(Call call) {
        Issue issue = call.issue(IssueEndpoints.READING);
        List<Issue> waiting = issue.repo.issues.values().stream()
                .filter(other -> other.blockedBy.contains(issue))
                .toList();
        return site.pages().answer(call, waiting, site.issues()::issue);
    }
}

package io.colony.testkit.github.rest;

import io.colony.testkit.github.world.Comment;
import io.colony.testkit.github.world.Issue;
import io.colony.testkit.github.world.Reaction;
import io.colony.testkit.github.world.Refusal;
import io.colony.testkit.github.world.Repo;
import io.colony.testkit.github.world.Rights;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Comments and reactions. */
final class CommentEndpoints {
    private final Site site;

    CommentEndpoints(Site site) {
        this.site = site;
    }

    void register(Router router) {
        router.add("GET", "/repos/{owner}/{repo}/issues/{issue_number}/comments", this::list);
        router.add("POST", "/repos/{owner}/{repo}/issues/{issue_number}/comments", this::create);
        router.add("GET", "/repos/{owner}/{repo}/issues/comments", this::all);
        router.add("GET", "/repos/{owner}/{repo}/issues/comments/{comment_id}", this::get);
        router.add("PATCH", "/repos/{owner}/{repo}/issues/comments/{comment_id}", this::change);
        router.add("DELETE", "/repos/{owner}/{repo}/issues/comments/{comment_id}", this::delete);
        router.add("GET", "/repos/{owner}/{repo}/issues/comments/{comment_id}/reactions", this::reactions);
        router.add("POST", "/repos/{owner}/{repo}/issues/comments/{comment_id}/reactions", this::react);
        router.add("GET", "/repos/{owner}/{repo}/issues/{issue_number}/reactions", this::issueReactions);
        router.add("POST", "/repos/{owner}/{repo}/issues/{issue_number}/reactions", this::reactToIssue);
    }

    private Answer list(Call call) {
        return comments(call, call.issue(IssueEndpoints.READING).comments);
    }

    private Answer all(Call call) {
        Repo repo = call.repo(IssueEndpoints.READING);
        List<Comment> all = new ArrayList<>(repo.issues.values().stream()
                .flatMap(issue -> issue.comments.stream())
                .toList());
        Comparator<Comment> order = call.asks("sort").filter("updated"::equals).isPresent()
                ? Comparator.comparing(comment -> comment.updatedAt)
                : Comparator.comparing(comment -> comment.createdAt);
        Comparator<Comment> whole = order.thenComparingLong(comment -> comment.id);
        all.sort(call.asks("direction").filter("desc"::equals).isPresent() ? whole.reversed() : whole);
        return comments(call, all);
    }

    private Answer comments(Call call, List<Comment> comments) {
        Optional<Instant> since = IssueEndpoints.since(call);
        List<Comment> found = comments.stream()
                .filter(comment -> since.filter(comment.updatedAt::isBefore).isEmpty())
                .toList();
        return site.pages().answer(call, found, site.issues()::comment);
    }

    private Answer create(Call call) {
        Issue issue = call.issue(IssueEndpoints.JOINING);
        Comment comment = site.acts().issues().comment(issue, call.by(), call.needed("IssueComment", "body"));
        return Answer.created(site.issues().comment(comment));
    }

    private Answer get(Call call) {
        return Answer.ok(site.issues().comment(call.comment(IssueEndpoints.READING)));
    }

    private Comment own(Call call) {
        Comment comment = call.comment(IssueEndpoints.JOINING);
        if (!comment.author.is(call.by())) {
            Rights.check(comment.issue.repo, call.actor(), IssueEndpoints.TRIAGING);
        }
        return comment;
    }

    private Answer change(Call call) {
        Comment comment = own(call);
        site.acts().issues().editComment(comment, call.by(), call.needed("IssueComment", "body"));
        return Answer.ok(site.issues().comment(comment));
    }

    private Answer delete(Call call) {
        site.acts().issues().deleteComment(own(call), call.by());
        return Answer.none();
    }

    private Answer reactions(Call call) {
        return site.pages().answer(call, call.comment(IssueEndpoints.READING).reactions, site.issues()::reaction);
    }

    private Answer react(Call call) {
        return react(call, call.comment(IssueEndpoints.JOINING).reactions);
    }

    private Answer issueReactions(Call call) {
        return site.pages().answer(call, call.issue(IssueEndpoints.READING).reactions, site.issues()::reaction);
    }

    private Answer reactToIssue(Call call) {
        return react(call, call.issue(IssueEndpoints.JOINING).reactions);
    }

    /** 201, or 200 where the same reaction is there already. */
    private Answer react(Call call, List<Reaction> reactions) {
        String content = call.needed("Reaction", "content");
        if (!content.matches("\\+1|-1|laugh|confused|heart|hooray|rocket|eyes")) {
            throw Refusal.invalidField("Reaction", "content", "invalid");
        }
        int before = reactions.size();
        Reaction reaction = site.acts().issues().react(reactions, call.by(), content);
        return Answer.of(reactions.size() > before ? 201 : 200, site.issues().reaction(reaction));
    }
}

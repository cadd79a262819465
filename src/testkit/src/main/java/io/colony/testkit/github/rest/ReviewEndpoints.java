package io.colony.testkit.github.rest;

import io.colony.testkit.github.world.Account;
import io.colony.testkit.github.world.Issue;
import io.colony.testkit.github.world.Level;
import io.colony.testkit.github.world.Pull;
import io.colony.testkit.github.world.Refusal;
import io.colony.testkit.github.world.Rights.Need;
import java.util.List;

/** Reviews of pull requests. */
final class ReviewEndpoints {
    private static final String PULL = "/repos/{owner}/{repo}/pulls/{pull_number}";
    private static final Need WRITING = Need.writing(Level.WRITE, "pull_requests");

    private final Site site;

    ReviewEndpoints(Site site) {
        this.site = site;
    }

    void register(Router router) {
        router.add("GET", PULL + "/reviews", this::list);
        router.add("POST", PULL + "/reviews", this::create);
        router.add("GET", PULL + "/reviews/{review_id}", this::get);
        router.add("PUT", PULL + "/reviews/{review_id}/dismissals", this::dismiss);
        router.add("GET", PULL + "/comments", this::comments);
        router.add("POST", PULL + "/comments", this::comment);
        router.add("GET", PULL + "/requested_reviewers", this::requested);
        router.add("POST", PULL + "/requested_reviewers", this::request);
    }

    private Answer list(Call call) {
        Issue issue = call.pull(PullEndpoints.READING);
        return site.pages()
                .answer(call, issue.pulled().reviews, review -> site.pulls().review(issue, review));
    }

    private Answer create(Call call) {
        Issue issue = call.pull(PullEndpoints.JOINING);
        String state = switch (call.text("event").orElse("PENDING")) {
            case "APPROVE" -> "APPROVED";
            case "REQUEST_CHANGES" -> "CHANGES_REQUESTED";
            case "COMMENT" -> "COMMENTED";
            default -> throw Refusal.invalidField("PullRequestReview", "event", "invalid");
        };
        String body = call.text("body").orElse("");
        if (body.isEmpty() && !state.equals("APPROVED")) {
            throw Refusal.invalidField("PullRequestReview", "body", "missing_field");
        }
        String commit = call.text("commit_id").orElse(issue.pulled().headSha);
        return Answer.ok(site.pulls().review(issue, site.acts().pulls().review(issue, call.by(), state, body, commit)));
    }

    private static Pull.Review review(Call call, Issue issue) {
        return issue.pulled().reviews.stream()
                .filter(each -> each.id == call.number("review_id"))
                .findFirst()
                .orElseThrow(Refusal::notFound);
    }

    private Answer get(Call call) {
        Issue issue = call.pull(PullEndpoints.READING);
        return Answer.ok(site.pulls().review(issue, review(call, issue)));
    }

    private Answer dismiss(Call call) {
        Issue issue = call.pull(WRITING);
        Pull.Review review = review(call, issue);
        site.acts().pulls().dismiss(issue, call.by(), review, call.needed("PullRequestReview", "message"));
        return Answer.ok(site.pulls().review(issue, review));
    }

    private Answer comments(Call call) {
        Issue issue = call.pull(PullEndpoints.READING);
        return site.pages()
                .answer(
                        call,
                        issue.pulled().reviewComments,
                        comment -> site.pulls().reviewComment(issue, comment));
    }

    private Answer comment(Call call) {
        Issue issue = call.pull(PullEndpoints.JOINING);
        Pull.ReviewComment comment = site.acts()
                .pulls()
                .reviewComment(
                        issue,
                        call.by(),
                        call.needed("PullRequestReviewComment", "path"),
                        call.body().path("line").asInt(1),
                        call.needed("PullRequestReviewComment", "body"));
        return Answer.created(site.pulls().reviewComment(issue, comment));
    }

    private Answer requested(Call call) {
        Issue issue = call.pull(PullEndpoints.READING);
        return Answer.ok(Fields.of(
                        "users",
                        issue.pulled().reviewers.stream()
                                .map(site.repos()::account)
                                .toList())
                .with("teams", List.of()));
    }

    private Answer request(Call call) {
        Issue issue = call.pull(WRITING);
        List<Account> reviewers = call.texts("reviewers").orElse(List.of()).stream()
                .map(login -> call.world()
                        .account(login)
                        .orElseThrow(() -> new Refusal(
                                422,
                                "Reviews may only be requested from collaborators. One or more of the users or teams"
                                        + " you specified is not a collaborator of the " + issue.repo.slug()
                                        + " repository.")))
                .toList();
        site.acts().pulls().requestReview(issue, call.by(), reviewers);
        return Answer.created(site.pulls().listed(issue));
    }
}

package io.colony.engine.forge.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.forge.Forge.ForgeComment;
import io.colony.engine.forge.Forge.Reaction;
import io.colony.engine.forge.PullRequestReview;
import io.colony.engine.forge.PullRequestReview.LineComment;
import io.colony.engine.forge.PullRequestReview.Verdict;
import io.colony.engine.issue.IssueKey;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** What people and we say on issues and pull requests. */
final class Comments {
    private final Accounts accounts;

    Comments(Accounts accounts) {
        this.accounts = accounts;
    }

    Stream<ForgeComment> list(IssueKey key) {
        return accounts.ops(key.repository()).read().list(all(key)).map(this::read);
    }

    /** GitHub lists them by ascending ids. */
    long newest(IssueKey key) {
        return accounts.ops(key.repository())
                .read()
                .last(all(key))
                .map(comment -> comment.path("id").asLong())
                .orElse(0L);
    }

    private static String all(IssueKey key) {
        return Issues.path(key) + "/comments";
    }

    Optional<ForgeComment> find(IssueKey key, long id) {
        return accounts.ops(key.repository())
                .read()
                .find(path(key.repository(), id))
                .filter(comment -> Json.text(comment, "issue_url").endsWith("/issues/" + key.number()))
                .map(this::read);
    }

    private static String path(String slug, long id) {
        return ApiUrl.repository(slug) + "/issues/comments/" + id;
    }

    /** One that says so already is left alone. Who else wrote our marker is not asked. */
    void put(IssueKey key, String marker, String body) {
        String text = CommentMarker.add(body, marker);
        Api api = accounts.ops(key.repository()).act();
        Optional<JsonNode> written = api.list(all(key))
                .filter(comment -> Json.login(comment.path("user"))
                        .equalsIgnoreCase(accounts.ops().account()))
                .filter(comment ->
                        CommentMarker.read(Json.text(comment, "body")).marker().equals(Optional.of(marker)))
                .findFirst();
        if (written.isEmpty()) {
            api.write("POST", all(key), Json.object().put("body", text));
        } else if (!Json.text(written.get(), "body").equals(text)) {
            api.write(
                    "PATCH",
                    path(key.repository(), written.get().path("id").asLong()),
                    Json.object().put("body", text));
        }
    }

    void react(String slug, long id, Reaction reaction) {
        String content = switch (reaction) {
            case SEEN -> "eyes";
            case DONE -> "+1";
            case REFUSED -> "confused";
        };
        accounts.ops(slug)
                .act()
                .write("POST", path(slug, id) + "/reactions", Json.object().put("content", content));
    }

    private ForgeComment read(JsonNode comment) {
        String author = Json.login(comment.path("user"));
        String text = Json.text(comment, "body");
        CommentMarker.Marked marked =
                accounts.isOwn(author) ? CommentMarker.read(text) : new CommentMarker.Marked(text, Optional.empty());
        return new ForgeComment(
                comment.path("id").asLong(),
                author,
                person(comment),
                marked.body(),
                !Json.text(comment, "created_at").equals(Json.text(comment, "updated_at")),
                marked.marker());
    }

    private static boolean person(JsonNode said) {
        return Json.text(said.path("user"), "type").equals("User")
                && said.path("performed_via_github_app").isEmpty();
    }

    /** Those that were handed in; a pending one is its author's alone. */
    List<PullRequestReview> reviews(String slug, long number) {
        return accounts.ops(slug)
                .read()
                .list(Pulls.path(slug, number) + "/reviews")
                .flatMap(review -> review(review).stream())
                .toList();
    }

    private static Optional<PullRequestReview> review(JsonNode review) {
        return verdict(Json.text(review, "state"))
                .map(verdict -> new PullRequestReview(
                        review.path("id").asLong(),
                        Json.login(review.path("user")),
                        person(review),
                        verdict,
                        Json.text(review, "commit_id")));
    }

    String reviewBody(String slug, long number, long reviewId) {
        return accounts.ops(slug)
                .read()
                .find(Pulls.path(slug, number) + "/reviews/" + reviewId)
                .map(review -> Json.text(review, "body"))
                .orElse("");
    }

    /** The list of one review's own does not name lines, so that of the pull request is gone through. */
    Stream<LineComment> atLines(String slug, long number, long reviewId) {
        return accounts.ops(slug)
                .read()
                .list(Pulls.path(slug, number) + "/comments")
                .filter(comment -> comment.path("pull_request_review_id").asLong() == reviewId)
                .map(comment -> new LineComment(
                        Json.text(comment, "path"),
                        comment.path("line").isInt()
                                ? OptionalInt.of(comment.path("line").asInt())
                                : OptionalInt.empty(),
                        Json.text(comment, "body")));
    }

    private static Optional<Verdict> verdict(String state) {
        return switch (state) {
            case "APPROVED" -> Optional.of(Verdict.APPROVED);
            case "CHANGES_REQUESTED" -> Optional.of(Verdict.CHANGES_REQUESTED);
            case "COMMENTED" -> Optional.of(Verdict.COMMENTED);
            case "DISMISSED" -> Optional.of(Verdict.DISMISSED);
            default -> Optional.empty();
        };
    }
}

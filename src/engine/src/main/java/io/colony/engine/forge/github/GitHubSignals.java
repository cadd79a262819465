package io.colony.engine.forge.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.forge.HostSignal;
import io.colony.engine.forge.HostSignal.ChecksChanged;
import io.colony.engine.forge.HostSignal.Commented;
import io.colony.engine.forge.HostSignal.Irrelevant;
import io.colony.engine.forge.HostSignal.IssueChanged;
import io.colony.engine.forge.HostSignal.IssueChanged.Change;
import io.colony.engine.forge.HostSignal.PullRequestChanged;
import io.colony.engine.forge.HostSignal.Pushed;
import io.colony.engine.forge.HostSignal.RepositoryChanged;
import io.colony.engine.forge.HostSignal.Reviewed;
import io.colony.engine.forge.SignalReader;
import io.colony.engine.issue.IssueKey;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads GitHub's webhooks. What has not the form that GitHub gives it is nothing to act on. Immutable. */
public final class GitHubSignals implements SignalReader {
    /** The adapter that these webhooks are of, as the store names it. */
    public static final String FORGE = "github";

    private static final Map<String, Change> ISSUE_ACTIONS = Map.of(
            "opened", Change.OPENED,
            "edited", Change.EDITED,
            "closed", Change.CLOSED,
            "reopened", Change.REOPENED,
            "labeled", Change.LABELED,
            "unlabeled", Change.UNLABELED,
            "deleted", Change.GONE,
            "transferred", Change.GONE);

    private static final Set<String> PULL_REQUEST_ACTIONS = Set.of(
            "opened",
            "edited",
            "synchronize",
            "closed",
            "reopened",
            "ready_for_review",
            "converted_to_draft",
            "enqueued",
            "dequeued");
    private static final Set<String> REVIEW_ACTIONS = Set.of("submitted", "dismissed", "edited");
    private static final Set<String> CHECK_ACTIONS = Set.of("created", "completed", "rerequested", "requested_action");
    private static final Set<String> REPOSITORY_ACTIONS =
            Set.of("renamed", "transferred", "edited", "archived", "unarchived");

    @Override
    public HostSignal read(String event, JsonNode tree) {
        SignalPayload payload = new SignalPayload(tree);
        Optional<String> slug = payload.slug();
        if (event.equals("ping")) {
            return new Irrelevant("a ping: the hook is set up");
        }
        return slug.isEmpty()
                ? new Irrelevant("it names no repository")
                : read(event, slug.get(), payload)
                        .orElseGet(() -> new Irrelevant("'" + event + "' is not of the form that it should have"));
    }

    /** Empty where something is missing or of another form. */
    private static Optional<HostSignal> read(String event, String slug, SignalPayload payload) {
        return switch (event) {
            case "issues" -> acted(ISSUE_ACTIONS.keySet(), event, payload, () -> issue(slug, payload));
            case "issue_comment" -> acted(Set.of("created"), event, payload, () -> comment(slug, payload));
            case "pull_request" -> acted(PULL_REQUEST_ACTIONS, event, payload, () -> pullRequest(slug, payload));
            case "pull_request_review" -> acted(REVIEW_ACTIONS, event, payload, () -> review(slug, payload));
            case "check_run" ->
                acted(CHECK_ACTIONS, event, payload, () -> checks(slug, payload.sha("/check_run/head_sha")));
            case "check_suite" ->
                acted(Set.of("completed"), event, payload, () -> checks(slug, payload.sha("/check_suite/head_sha")));
            case "status" -> checks(slug, payload.sha("/sha"));
            case "push" -> push(slug, payload);
            case "repository" -> acted(REPOSITORY_ACTIONS, event, payload, () -> repository(slug, payload));
            default -> Optional.of(new Irrelevant("'" + event + "' is no event that is acted on"));
        };
    }

    /** Reads the rest of an event. */
    private interface Rest {
        Optional<HostSignal> read();
    }

    private static Optional<HostSignal> acted(Set<String> actions, String event, SignalPayload payload, Rest rest) {
        return actions.contains(payload.action())
                ? rest.read()
                : Optional.of(new Irrelevant("this action of '" + event + "' is none that is acted on"));
    }

    private static Optional<HostSignal> issue(String slug, SignalPayload payload) {
        return payload.number("/issue/number")
                .filter(number -> !payload.has("/issue/pull_request"))
                .flatMap(number -> Optional.ofNullable(ISSUE_ACTIONS.get(payload.action()))
                        .map(change -> new IssueChanged(
                                new IssueKey(slug, number), change, payload.sender(), payload.label())));
    }

    private static Optional<HostSignal> comment(String slug, SignalPayload payload) {
        return payload.number("/issue/number")
                .flatMap(number -> payload.id("/comment/id")
                        .map(id -> new Commented(
                                new IssueKey(slug, number),
                                payload.has("/issue/pull_request"),
                                id,
                                payload.sender(),
                                payload.tree().at("/comment/body").asText(""))));
    }

    private static Optional<HostSignal> pullRequest(String slug, SignalPayload payload) {
        return payload.number("/pull_request/number")
                .flatMap(number -> payload.branch("/pull_request/head/ref")
                        .map(branch -> new PullRequestChanged(slug, number, branch, payload.sender())));
    }

    private static Optional<HostSignal> review(String slug, SignalPayload payload) {
        return payload.number("/pull_request/number")
                .flatMap(number ->
                        payload.id("/review/id").map(review -> new Reviewed(slug, number, review, payload.sender())));
    }

    private static Optional<HostSignal> checks(String slug, Optional<String> sha) {
        return sha.map(commit -> new ChecksChanged(slug, commit));
    }

    private static Optional<HostSignal> push(String slug, SignalPayload payload) {
        if (payload.tree().path("ref").asText("").startsWith("refs/tags/")) {
            return Optional.of(new Irrelevant("a tag was pushed"));
        }
        boolean deleted = payload.tree().path("deleted").asBoolean(false);
        Optional<String> after = payload.sha("/after");
        return payload.pushedBranch()
                .filter(branch -> deleted != after.isPresent())
                .map(branch -> new Pushed(slug, branch, after, payload.sender()));
    }

    private static Optional<HostSignal> repository(String slug, SignalPayload payload) {
        return Optional.of(
                new RepositoryChanged(slug, payload.id("/repository/id").map(id -> Long.toString(id))));
    }
}

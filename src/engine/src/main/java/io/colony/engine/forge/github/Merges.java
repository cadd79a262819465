package io.colony.engine.forge.github;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.forge.Forge.MergeOutcome;
import io.colony.engine.forge.ForgeException;
import io.colony.engine.forge.github.GitHubSettings.MergeMethod;
import java.util.Locale;
import java.util.Optional;

/** Merges by comparison, or hands over to GitHub's merge queue where the base branch has one. */
final class Merges {
    private static final int NOT_ALLOWED = 405;
    private static final int HEAD_MOVED = 409;
    private static final String QUEUED = "GitHub's merge queue has it";

    private static final String IN_QUEUE = "query($owner:String!,$name:String!,$number:Int!){"
            + "repository(owner:$owner,name:$name){pullRequest(number:$number){isInMergeQueue}}}";
    private static final String ENQUEUE = "mutation($id:ID!,$head:GitObjectID!){"
            + "enqueuePullRequest(input:{pullRequestId:$id,expectedHeadOid:$head}){mergeQueueEntry{position}}}";

    private final Accounts accounts;
    private final Pulls pulls;
    private final Protections protections;
    private final MergeMethod method;

    Merges(Accounts accounts, Pulls pulls, Protections protections, MergeMethod method) {
        this.accounts = accounts;
        this.pulls = pulls;
        this.protections = protections;
        this.method = method;
    }

    private record Asked(String slug, long number, String head, String message) {}

    MergeOutcome merge(String slug, long number, String expectedHead, String message) {
        Asked asked = new Asked(slug, number, expectedHead, message);
        JsonNode pull = pulls.raw(slug, number);
        Optional<MergeOutcome> decided = settled(asked, pull, true);
        if (decided.isPresent()) {
            return decided.get();
        }
        String base = Json.text(pull.path("base"), "ref");
        if (protections.hasMergeQueue(slug, base)) {
            return inQueue(slug, number) ? new MergeOutcome.Queued(QUEUED + " already") : enqueue(asked, pull);
        }
        Optional<MergeOutcome> behind = behind(asked, base);
        return behind.isPresent() ? behind.get() : put(asked, base);
    }

    /** What needs no attempt. */
    private static Optional<MergeOutcome> settled(Asked asked, JsonNode pull, boolean before) {
        if (pull.path("merged").asBoolean()) {
            return Optional.of(new MergeOutcome.Merged(Json.text(pull, "merge_commit_sha"), true));
        }
        if (!Json.text(pull, "state").equals("open")) {
            return Optional.of(new MergeOutcome.Blocked("The pull request is closed."));
        }
        String head = Json.text(pull.path("head"), "sha");
        if (!head.equals(asked.head())) {
            return Optional.of(new MergeOutcome.HeadMoved(head));
        }
        return before && pull.path("draft").asBoolean()
                ? Optional.of(new MergeOutcome.Blocked("The pull request is a draft."))
                : Optional.empty();
    }

    /**
     * What was checked is the head on the base it was rebased on: what would come of it on another base, nobody has seen.
     * GitHub itself only holds to that where the branch's rules ask for branches that are up to date.
     */
    private Optional<MergeOutcome> behind(Asked asked, String base) {
        String compare = "/compare/" + ApiUrl.branch(base) + "..." + asked.head() + "?per_page=1&page=2";
        return accounts.ops(asked.slug())
                .act()
                .find(ApiUrl.repository(asked.slug()) + compare)
                .filter(compared -> compared.path("behind_by").asInt() > 0)
                .map(compared -> new MergeOutcome.BaseMoved(Json.text(compared.path("base_commit"), "sha")));
    }

    private MergeOutcome put(Asked asked, String base) {
        String path = Pulls.path(asked.slug(), asked.number()) + "/merge";
        Answer answer = accounts.ops(asked.slug()).act().attempt("PUT", path, body(asked));
        if (answer.good()) {
            return merged(answer);
        }
        if (answer.status() != NOT_ALLOWED && answer.status() != HEAD_MOVED) {
            throw accounts.ops(asked.slug()).act().refused("PUT", path, answer);
        }
        return refused(asked, base, answer);
    }

    private ObjectNode body(Asked asked) {
        String[] lines = asked.message().strip().split("\\R", 2);
        ObjectNode body = Json.object().put("sha", asked.head()).put("merge_method", method.slug());
        if (method != MergeMethod.REBASE) {
            body.put("commit_title", lines[0]).put("commit_message", lines.length > 1 ? lines[1].strip() : "");
        }
        return body;
    }

    private static MergeOutcome merged(Answer answer) {
        try {
            return new MergeOutcome.Merged(Json.text(Api.body(answer), "sha"), false);
        } catch (JsonProcessingException noJson) {
            throw ForgeException.temporary(
                    "GitHub's answer to a merge is no JSON. The pull request is looked at again.", noJson);
        }
    }

    /** Why not, by what the pull request looks like now more than by the words, which GitHub changes. */
    private MergeOutcome refused(Asked asked, String base, Answer answer) {
        JsonNode now = pulls.raw(asked.slug(), asked.number());
        Optional<MergeOutcome> settled = settled(asked, now, false);
        if (settled.isPresent()) {
            return settled.get();
        }
        String words = Refusal.words(answer);
        String said = words.toLowerCase(Locale.ROOT);
        if (said.contains("merge queue")) {
            return enqueue(asked, now);
        }
        boolean conflict =
                now.path("mergeable").isBoolean() && !now.path("mergeable").asBoolean();
        if (conflict || said.contains("base branch was modified") || said.contains("not up to date")) {
            return new MergeOutcome.BaseMoved(pulls.tip(asked.slug(), base, Lane.ACT)
                    .orElseThrow(() -> Pulls.gone("Branch '" + base + "' of " + asked.slug())));
        }
        boolean underWay = answer.status() == HEAD_MOVED
                || said.contains("already in progress")
                || (now.path("mergeable").isNull() && said.contains("not mergeable"));
        if (underWay) {
            throw ForgeException.temporary("GitHub cannot say yet whether " + asked.slug() + "#" + asked.number()
                    + " can be merged: " + words + " It will be tried again.");
        }
        String cure = said.contains("not allowed on this repository") ? " Set github.merge_method." : "";
        return new MergeOutcome.Blocked("GitHub says: " + words + cure);
    }

    private MergeOutcome enqueue(Asked asked, JsonNode pull) {
        ObjectNode variables =
                Json.object().put("id", Json.text(pull, "node_id")).put("head", asked.head());
        JsonNode answer = accounts.ops(asked.slug()).act().graphql(ENQUEUE, variables, false);
        if (!answer.path("errors").isEmpty()) {
            return inQueue(asked.slug(), asked.number())
                    ? new MergeOutcome.Queued(QUEUED + " already")
                    : new MergeOutcome.Blocked("GitHub's merge queue does not take it: "
                            + Refusal.printable(Json.text(answer.path("errors").path(0), "message")));
        }
        JsonNode position = answer.path("data")
                .path("enqueuePullRequest")
                .path("mergeQueueEntry")
                .path("position");
        return new MergeOutcome.Queued(QUEUED + (position.isInt() ? " at place " + position.asInt() : ""));
    }

    /** Asked only where the base branch has a queue: most have none, and a host may not know of them. */
    boolean isQueued(String slug, long number) {
        String base = Json.text(pulls.raw(slug, number).path("base"), "ref");
        return protections.hasMergeQueue(slug, base) && inQueue(slug, number);
    }

    private boolean inQueue(String slug, long number) {
        String[] parts = slug.split("/", 2);
        ObjectNode variables =
                Json.object().put("owner", parts[0]).put("name", parts[1]).put("number", number);
        return accounts.ops(slug)
                .act()
                .graphql(IN_QUEUE, variables, true)
                .path("data")
                .path("repository")
                .path("pullRequest")
                .path("isInMergeQueue")
                .asBoolean();
    }
}

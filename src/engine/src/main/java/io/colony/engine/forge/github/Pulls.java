package io.colony.engine.forge.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.forge.Forge.NewPullRequest;
import io.colony.engine.forge.Forge.PullRequest;
import io.colony.engine.forge.Forge.PullRequest.State;
import io.colony.engine.forge.ForgeException;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.kohsuke.github.GHCommitPointer;
import org.kohsuke.github.GHDirection;
import org.kohsuke.github.GHIssueState;
import org.kohsuke.github.GHPullRequest;
import org.kohsuke.github.GHPullRequestQueryBuilder;
import org.kohsuke.github.GHRepository;

/** Pull requests, but for their merge. */
final class Pulls {
    /** Of pull requests with the longest texts so many are less than an answer may be. */
    private static final int PAGE = 10;

    private static final int INVALID = 422;

    private final Accounts accounts;

    Pulls(Accounts accounts) {
        this.accounts = accounts;
    }

    static String path(String slug, long number) {
        return ApiUrl.repository(slug) + "/pulls/" + number;
    }

    PullRequest get(String slug, long number) {
        Hub hub = accounts.ops(slug).readHub();
        return Hub.run(
                "read the pull request " + slug + "#" + number,
                () -> read(hub.handle(slug).getPullRequest(Math.toIntExact(number))));
    }

    String body(String slug, long number) {
        Hub hub = accounts.ops(slug).readHub();
        return Hub.run(
                "read the pull request " + slug + "#" + number,
                () -> Objects.requireNonNullElse(
                        hub.handle(slug).getPullRequest(Math.toIntExact(number)).getBody(), ""));
    }

    /** The newest of ours from a branch of the repository itself, whatever its state: anybody may open others from it. */
    Optional<PullRequest> find(String slug, String headBranch) {
        return find(accounts.ops(slug).readHub(), slug, headBranch, GHIssueState.ALL);
    }

    private Optional<PullRequest> find(Hub hub, String slug, String headBranch, GHIssueState state) {
        return Hub.run("look for a pull request from '" + headBranch + "' in " + slug, () -> {
            GHRepository repository = hub.handle(slug);
            for (GHPullRequest found : repository
                    .queryPullRequests()
                    .state(state)
                    .head(repository.getOwnerName() + ":" + headBranch)
                    .sort(GHPullRequestQueryBuilder.Sort.CREATED)
                    .direction(GHDirection.DESC)
                    .list()
                    .withPageSize(PAGE)) {
                if (isFrom(found.getHead(), repository, headBranch) && accounts.isOwn(Issues.login(found))) {
                    return Optional.of(read(found));
                }
            }
            return Optional.empty();
        });
    }

    /** A filter that GitHub does not understand is none, and the owner may have forks of it. */
    private static boolean isFrom(GHCommitPointer head, GHRepository repository, String branch) {
        GHRepository from = head.getRepository();
        return head.getRef().equals(branch) && from != null && from.getId() == repository.getId();
    }

    PullRequest open(String slug, NewPullRequest wanted) {
        Hub hub = accounts.coder(slug).actHub();
        try {
            return read(
                    hub.handle(slug).createPullRequest(wanted.title(), wanted.head(), wanted.base(), wanted.body()));
        } catch (IOException failure) {
            String said = String.valueOf(failure.getMessage());
            Optional<PullRequest> other = Hub.status(failure) == INVALID && said.contains("already exists")
                    ? find(hub, slug, wanted.head(), GHIssueState.OPEN)
                    : Optional.empty();
            return other.orElseThrow(
                    () -> Hub.refused("open a pull request from '" + wanted.head() + "' in " + slug, failure));
        }
    }

    void close(String slug, long number) {
        if (get(slug, number).state() == State.OPEN) {
            accounts.coder(slug)
                    .act()
                    .settle("PATCH", path(slug, number), Json.object().put("state", "closed"));
        }
    }

    void describe(String slug, long number, String title, String body) {
        Api api = accounts.coder(slug).act();
        JsonNode now = api.get(path(slug, number));
        ObjectNode change = Json.object();
        if (!Json.text(now, "title").equals(title)) {
            change.put("title", title);
        }
        if (!Json.text(now, "body").equals(body)) {
            change.put("body", body);
        }
        if (!change.isEmpty()) {
            api.settle("PATCH", path(slug, number), change);
        }
    }

    private static PullRequest read(GHPullRequest found) throws IOException {
        State state = found.getMergedAt() != null
                ? State.MERGED
                : found.getState() == GHIssueState.OPEN ? State.OPEN : State.CLOSED;
        // Of an open one it is a merge that was only tried.
        Optional<String> mergeSha =
                state == State.MERGED ? Optional.ofNullable(found.getMergeCommitSha()) : Optional.empty();
        return new PullRequest(
                found.getNumber(),
                Objects.requireNonNullElse(found.getTitle(), ""),
                found.getHead().getRef(),
                found.getHead().getSha(),
                found.getBase().getRef(),
                state,
                mergeSha,
                Issues.login(found));
    }

    /** As GitHub states it now, for whoever needs more than the port says. */
    JsonNode raw(String slug, long number) {
        return accounts.ops(slug).act().get(path(slug, number));
    }

    /** Where a branch of the repository points now. */
    Optional<String> tip(String slug, String branch, Lane lane) {
        Api api =
                lane == Lane.ACT ? accounts.ops(slug).act() : accounts.ops(slug).read();
        return api.find(ApiUrl.repository(slug) + "/git/ref/heads/" + ApiUrl.branch(branch))
                .filter(ref -> Json.text(ref, "ref").equals("refs/heads/" + branch))
                .map(ref -> Json.text(ref.path("object"), "sha"))
                .filter(sha -> !sha.isEmpty());
    }

    /** What to throw where something must be there that is not. */
    static ForgeException gone(String what) {
        return ForgeException.permanent(what + " is not there on GitHub any more.");
    }
}

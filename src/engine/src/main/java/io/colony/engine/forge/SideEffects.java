package io.colony.engine.forge;

import io.colony.engine.database.Database;
import io.colony.engine.forge.Forge.ForgeIssue;
import io.colony.engine.forge.Forge.MergeOutcome;
import io.colony.engine.forge.Forge.NewPullRequest;
import io.colony.engine.forge.Forge.PullRequest;
import io.colony.engine.forge.Forge.PushOutcome;
import io.colony.engine.forge.Intents.Intent;
import io.colony.engine.forge.Intents.Kind;
import io.colony.engine.forge.Intents.NewIntent;
import io.colony.engine.forge.Intents.Resolution;
import io.colony.engine.log.Log;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;

/**
 * The one way for a stage to push, open a pull request, merge and file an issue: (a) the intent is committed, (b) the task's epoch is checked again,
 * (c) the act is done by comparison, (d) the answer is recorded. A crash anywhere in between leaves an open intent; the
 * next attempt reads the code host for it before it acts, so that nothing is done twice and nothing done is lost.
 *
 * <p>No method may be called within a transaction. Safe for use by many threads; one issue's side effects come from one
 * worker at a time, which the epoch sees to.
 */
public final class SideEffects {
    private static final Logger LOG = Log.of(SideEffects.class);

    private static final String REPOSITORY = "repository";
    private static final String NUMBER = "pull_request";
    private static final String ISSUE = "issue";
    private static final String MARKER = "marker";
    private static final String SHA = "sha";
    private static final String ANSWER = "answer";

    private final Database database;
    private final Intents intents;
    private final Forge forge;
    private final EpochCheck epochs;
    private final InstantSource clock;

    public SideEffects(Database database, Intents intents, Forge forge, EpochCheck epochs, InstantSource clock) {
        this.database = database;
        this.intents = intents;
        this.forge = forge;
        this.epochs = epochs;
        this.clock = clock;
    }

    /** Who acts, and for which repository. */
    public record Acting(String slug, long issueId, long taskId, long epoch) {}

    /**
     * Pushes a commit to our own branch.
     *
     * @param clone a git directory that holds the commit
     * @param expected what the branch must point at now; empty when it must not exist
     */
    public SideEffect<PushOutcome> push(
            Acting acting, Path clone, String branch, Optional<String> expected, String sha) {
        NewIntent intent = intent(acting, Kind.PUSH, branch, expected, Optional.of(sha), Map.of());
        return perform(intent, () -> forge.push(acting.slug(), clone, branch, expected, sha), SideEffects::pushAnswer);
    }

    /**
     * Opens the pull request of a branch, or answers the one that was opened from this branch before, whatever its state:
     * a branch gets one pull request, ever.
     */
    public SideEffect<PullRequest> openPullRequest(Acting acting, NewPullRequest pullRequest) {
        NewIntent intent =
                intent(acting, Kind.PULL_REQUEST, pullRequest.head(), Optional.empty(), Optional.empty(), Map.of());
        return perform(
                intent,
                () -> forge.findPullRequest(acting.slug(), pullRequest.head())
                        .orElseGet(() -> forge.openPullRequest(acting.slug(), pullRequest)),
                opened -> done(opened.state().name(), NUMBER, Long.toString(opened.number())));
    }

    /** Merges a pull request, only if its head is still the expected one. */
    public SideEffect<MergeOutcome> merge(Acting acting, long pullRequest, String expectedHead, String message) {
        NewIntent intent = intent(
                acting,
                Kind.MERGE,
                "pull/" + pullRequest,
                Optional.empty(),
                Optional.of(expectedHead),
                Map.of(NUMBER, Long.toString(pullRequest)));
        return perform(
                intent, () -> forge.merge(acting.slug(), pullRequest, expectedHead, message), SideEffects::mergeAnswer);
    }

    /**
     * Makes sure of merges that may still come, since they were given up while their worker was frozen or cut off, or are in
     * the code host's own queue: their pull requests are closed, so that the code host refuses them. To be called before another pull request of the issue is
     * merged.
     *
     * @param pullRequest the other one
     * @return the pull request of such a merge that came before that: the issue's change is merged
     */
    public Optional<PullRequest> fenceMergesStillToCome(Acting acting, long pullRequest) {
        List<Intent> givenUp =
                database.inTransaction(transaction -> intents.mergesStillToCome(transaction, acting.issueId()));
        return givenUp.stream()
                .map(intent -> Long.parseLong(detail(intent.intended(), NUMBER)))
                .filter(number -> number != pullRequest)
                .distinct()
                .map(number -> close(acting.slug(), number))
                .filter(found -> found.state() == PullRequest.State.MERGED)
                .findFirst();
    }

    private PullRequest close(String slug, long number) {
        PullRequest found = forge.pullRequest(slug, number);
        if (found.state() != PullRequest.State.OPEN) {
            return found;
        }
        forge.closePullRequest(slug, number);
        return forge.pullRequest(slug, number);
    }

    /**
     * Files an issue of ours, or answers the one that was filed under this marker before.
     *
     * @param filed its body holds the marker as a line of its own
     */
    public SideEffect<ForgeIssue> fileIssue(Acting acting, FiledIssue filed) {
        NewIntent intent = intent(
                acting, Kind.ISSUE, filed.marker(), Optional.empty(), Optional.empty(), Map.of(MARKER, filed.marker()));
        return perform(
                intent,
                () -> forge.findOwnIssue(acting.slug(), filed.marker())
                        .orElseGet(() -> forge.createIssue(
                                acting.slug(), filed.title(), filed.body(), Forge.OWN_IDENTITY, filed.labels())),
                made -> done("filed", ISSUE, Long.toString(made.key().number())));
    }

    /**
     * An issue to be filed.
     *
     * @param marker a line of the body that names it for ever
     */
    public record FiledIssue(String title, String body, List<String> labels, String marker) {}

    /**
     * Reads the code host for every open intent of the issue and resolves it. Called before each new attempt; calling it
     * when nothing is open costs one read of the store.
     *
     * @return what was open, as it is now resolved
     */
    public List<Intent> recover(long issueId) {
        List<Intent> open = database.inTransaction(transaction -> intents.findOpen(transaction, issueId));
        List<Intent> recovered = new ArrayList<>();
        for (Intent intent : open) {
            Answer found = lookUp(intent.intended());
            resolve(intent, found);
            recovered.add(new Intent(
                    intent.id(),
                    intent.intended(),
                    Optional.of(found.resolution()),
                    found.fields(),
                    intent.createdAt()));
        }
        return recovered;
    }

    private Answer lookUp(NewIntent intended) {
        String slug = detail(intended, REPOSITORY);
        return switch (intended.kind()) {
            case PUSH -> {
                Optional<String> tip = forge.tip(slug, intended.ref());
                yield tip.isPresent() && tip.equals(intended.newSha())
                        ? done("found", SHA, tip.get())
                        : superseded("the branch points at " + tip.orElse("nothing"));
            }
            case PULL_REQUEST ->
                forge.findPullRequest(slug, intended.ref())
                        .map(found -> done("found", NUMBER, Long.toString(found.number())))
                        .orElseGet(() -> superseded("there is no pull request from this branch"));
            case ISSUE ->
                forge.findOwnIssue(slug, detail(intended, MARKER))
                        .map(found ->
                                done("found", ISSUE, Long.toString(found.key().number())))
                        .orElseGet(() -> superseded("there is no issue with this marker"));
            case MERGE -> {
                PullRequest found = forge.pullRequest(slug, Long.parseLong(detail(intended, NUMBER)));
                yield found.state() == PullRequest.State.MERGED
                        ? done("found", SHA, found.mergeSha().orElse(found.headSha()))
                        : superseded("the pull request is " + found.state());
            }
        };
    }

    private static String detail(NewIntent intended, String name) {
        String value = intended.details().get(name);
        if (value == null) {
            throw ForgeException.permanent("The open " + intended.kind() + " intent of issue " + intended.issueId()
                    + " does not say its " + name + ": the store was changed by hand. Resolve it by hand.");
        }
        return value;
    }

    private <T> SideEffect<T> perform(NewIntent intended, Supplier<T> act, Function<T, Answer> read) {
        if (!epochs.current(intended.taskId(), intended.epoch())) {
            // Whoever holds the task now may be acting: its open intents are not ours to resolve.
            return new SideEffect.Revoked<>(intended.taskId(), intended.epoch());
        }
        recover(intended.issueId());
        Intent intent = database.inTransaction(transaction -> intents.open(transaction, intended, clock.instant()));
        if (!epochs.current(intended.taskId(), intended.epoch())) {
            resolve(intent, superseded("the task was taken away before the act"));
            return new SideEffect.Revoked<>(intended.taskId(), intended.epoch());
        }
        T answer = act.get();
        if (!resolve(intent, read.apply(answer))) {
            recordLate(intent, read.apply(answer));
        }
        return new SideEffect.Answered<>(answer);
    }

    private boolean resolve(Intent intent, Answer answer) {
        return database.<Boolean>inTransaction(transaction ->
                intents.resolve(transaction, intent.id(), answer.resolution(), answer.fields(), clock.instant()));
    }

    /** Somebody has given the intent up meanwhile. What was done is recorded all the same, as what it is. */
    private void recordLate(Intent intent, Answer answer) {
        boolean recorded = answer.resolution() == Resolution.DONE
                && database.<Boolean>inTransaction(
                        transaction -> intents.doneLate(transaction, intent.id(), answer.fields(), clock.instant()));
        if (recorded) {
            LOG.warn(
                    "The {} of {} for issue {} was given up for lost and was done after all: {}",
                    intent.intended().kind(),
                    intent.intended().ref(),
                    intent.intended().issueId(),
                    answer.fields());
        }
    }

    private static NewIntent intent(
            Acting acting,
            Kind kind,
            String ref,
            Optional<String> oldSha,
            Optional<String> newSha,
            Map<String, String> more) {
        Map<String, String> details = new TreeMap<>(more);
        details.put(REPOSITORY, acting.slug());
        return new NewIntent(acting.issueId(), acting.taskId(), acting.epoch(), kind, ref, oldSha, newSha, details);
    }

    private static Answer pushAnswer(PushOutcome outcome) {
        return switch (outcome) {
            case PushOutcome.Pushed pushed ->
                new Answer(Resolution.DONE, Map.of(ANSWER, pushed.already() ? "already" : "pushed"));
            case PushOutcome.Moved moved ->
                refused("the branch points at " + moved.actual().orElse("nothing"));
            case PushOutcome.Rejected rejected -> refused(rejected.reason());
        };
    }

    private static Answer mergeAnswer(MergeOutcome outcome) {
        return switch (outcome) {
            case MergeOutcome.Merged merged -> done(merged.already() ? "already" : "merged", SHA, merged.sha());
            case MergeOutcome.HeadMoved moved -> refused("the head is " + moved.actual());
            case MergeOutcome.BaseMoved moved -> refused("the base is " + moved.base());
            case MergeOutcome.Blocked blocked -> refused(blocked.reason());
            // It is ours when it comes; until then the Marshal looks.
            case MergeOutcome.Queued queued -> done("queued", "queue", queued.reason());
        };
    }

    private static Answer done(String answer, String field, String value) {
        return new Answer(Resolution.DONE, Map.of(ANSWER, answer, field, value));
    }

    private static Answer refused(String why) {
        return new Answer(Resolution.REFUSED, Map.of(ANSWER, why));
    }

    private static Answer superseded(String why) {
        return new Answer(Resolution.SUPERSEDED, Map.of(ANSWER, why));
    }

    /** What is recorded of an act. */
    private record Answer(Resolution resolution, Map<String, String> fields) {}
}

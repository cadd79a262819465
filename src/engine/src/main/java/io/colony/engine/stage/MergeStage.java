package io.colony.engine.stage;

import io.colony.engine.database.Json;
import io.colony.engine.forge.Forge.CommitStatus.CheckState;
import io.colony.engine.forge.Forge.MergeOutcome;
import io.colony.engine.forge.Forge.PullRequest;
import io.colony.engine.forge.ForgeException;
import io.colony.engine.forge.SideEffect;
import io.colony.engine.gate.GateResult;
import io.colony.engine.git.RebaseResult.Resolution;
import io.colony.engine.git.TrustedClone;
import io.colony.engine.issue.Issue;
import io.colony.engine.log.Log;
import io.colony.engine.projection.Quotation;
import io.colony.engine.queue.HeldTasks;
import io.colony.engine.recovery.FailureClass;
import io.colony.engine.workflow.Outcomes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;

/**
 * The Marshal: checks that the verdict still holds for the head, rebases where the base moved, has the gates run again
 * after that, and merges with the expected SHA. Never pushes to the base branch.
 */
public final class MergeStage implements StageExecutor {
    private static final Logger LOG = Log.of(MergeStage.class);

    private static final Duration CHECKS_RECHECK = Duration.ofSeconds(15);
    private static final Duration CHECKS_PATIENCE = Duration.ofHours(2);
    private static final Duration BASE_MOVED_RECHECK = Duration.ofMillis(200);

    private final StageContext context;
    private final StageCommits commits;
    private final GateStep gates;
    private final RebaseStep rebase;
    private final ConflictStep conflicts;
    private final IssueBranch branch;
    private final MergeGrounds grounds;
    private final ChangeRecords records;

    public MergeStage(StageContext context) {
        this.context = context;
        this.commits = new StageCommits(context);
        this.gates = new GateStep(context);
        this.rebase = new RebaseStep(context);
        this.conflicts = new ConflictStep(context, commits);
        this.branch = new IssueBranch(context, commits);
        this.grounds = new MergeGrounds(context);
        this.records = new ChangeRecords(context);
    }

    @Override
    public String name() {
        return "merge";
    }

    @Override
    public String role() {
        return "Marshal";
    }

    @Override
    public boolean costsMoney() {
        return true;
    }

    @Override
    public StageOutcome run(StageSession session) {
        StageOutcome outcome = marshal(session);
        // After a rebase the head is another one than at the start.
        commits.current(session.claim()).headSha().ifPresent(head -> MergeReport.tell(session, head, outcome));
        return outcome;
    }

    private StageOutcome marshal(StageSession session) {
        ClaimedTask claim = session.claim();
        String head = branch.ours(claim);
        PullRequest pullRequest = pullRequest(claim);
        return switch (pullRequest.state()) {
            case MERGED -> merged(session, pullRequest.mergeSha().orElse(head), "It was merged already.");
            case CLOSED ->
                new StageOutcome.Advanced(
                        "could-not-run",
                        "Pull request " + pullRequest.number() + " was closed; open it again or cancel the issue.");
            case OPEN ->
                pullRequest.headSha().equals(head)
                        ? elsewhere(claim, pullRequest).orElseGet(() -> atOurHead(session, pullRequest, head))
                        : new StageOutcome.Advanced(
                                Outcomes.HEAD_MOVED,
                                "Somebody pushed " + pullRequest.headSha() + " to the branch; it needs a review.");
        };
    }

    /** What was judged is the change against its own base: into another branch it would carry whatever lies between. */
    private static Optional<StageOutcome> elsewhere(ClaimedTask claim, PullRequest pullRequest) {
        String base = claim.issue().baseBranch();
        return pullRequest.base().equals(base)
                ? Optional.empty()
                : Optional.of(new StageOutcome.Advanced(
                        "could-not-run",
                        "Pull request " + pullRequest.number() + " is to go into '" + pullRequest.base()
                                + "' on the code host now, and was judged for '" + base + "': set its base back to '"
                                + base + "', or merge it yourself."));
    }

    /** A rebase would take it out of the code host's own queue again. */
    private StageOutcome atOurHead(StageSession session, PullRequest pullRequest, String head) {
        ClaimedTask claim = session.claim();
        boolean queued =
                context.host(claim).forge().inMergeQueue(claim.repository().slug(), pullRequest.number());
        return queued
                ? queued(claim, "pull request " + pullRequest.number() + " is in it")
                : open(session, pullRequest, head);
    }

    private StageOutcome queued(ClaimedTask claim, String reason) {
        return patient(claim)
                ? new StageOutcome.Parked(CHECKS_RECHECK, HeldTasks.MERGE_QUEUE + reason)
                : new StageOutcome.Advanced(
                        "could-not-run", "The code host's merge queue does not come to an end: " + reason);
    }

    private boolean patient(ClaimedTask claim) {
        return context.clock().instant().isBefore(claim.issue().enteredAt().plus(CHECKS_PATIENCE));
    }

    private PullRequest pullRequest(ClaimedTask claim) {
        long number = claim.issue()
                .pullRequest()
                .orElseThrow(() -> new StageFailure(
                        FailureClass.PERMANENT, claim.issue().key() + " has no pull request to merge."));
        return context.host(claim).forge().pullRequest(claim.repository().slug(), number);
    }

    private StageOutcome open(StageSession session, PullRequest pullRequest, String head) {
        boolean approved = grounds.approvedByPerson(session.claim(), head);
        RebaseStep.Result result = commits.trusted(
                session.claim(),
                clone -> upToDate(session, clone, commits.base(session.claim(), clone), head, Map.of()));
        if (result instanceof RebaseStep.Result.Unresolved unresolved) {
            // Outside the trusted clone's lock: a model may take minutes.
            result = switch (conflicts.propose(session, unresolved.conflict())) {
                case ConflictStep.Proposal.None none -> new RebaseStep.Result.Stop(none.outcome());
                case ConflictStep.Proposal.Resolutions resolutions ->
                    // Onto the base that was asked about: on a newer one the answers might meet other conflicts.
                    commits.trusted(
                            session.claim(),
                            clone -> upToDate(
                                    session, clone, unresolved.conflict().base(), head, resolutions.byHunk()));
            };
        }
        return switch (result) {
            case RebaseStep.Result.Stop stop -> stop.outcome();
            case RebaseStep.Result.Unresolved unresolved -> {
                ConflictStep.leave(session, unresolved.conflict());
                yield new StageOutcome.Advanced(
                        "low-confidence",
                        "Conflicts with the moved base are left after the agent's answers: "
                                + unresolved.conflict().hunks().size() + ".");
            }
            case RebaseStep.Result.Ready ready -> {
                Optional<StageOutcome> obstacle =
                        checkGates(session, ready).or(() -> saidMeanwhile(session, pullRequest, ready, approved));
                yield obstacle.isPresent() ? obstacle.get() : judged(session, pullRequest, ready);
            }
        };
    }

    /** The code host may ask for our review's status: what is merged now says so, also where it had waited for a person. */
    private StageOutcome judged(StageSession session, PullRequest pullRequest, RebaseStep.Result.Ready ready) {
        boolean waited = grounds.anybodyApproved(session.claim(), ready.headSha())
                || commits.history(session.claim()).stream()
                        .anyMatch(run -> run.stage().equals(name()) && MergeReport.isForAPerson(run.outcome()));
        // Also where a run that was cut off has rebased it.
        boolean rebased = grounds.gates(session.claim(), ready.base().policy(), ready.headSha())
                .isEmpty();
        if (rebased) {
            ReviewReport.tellHolds(session, ready.headSha(), "Approved; only rebased by the Marshal since");
        } else if (waited) {
            ReviewReport.tellHolds(session, ready.headSha(), "Approved; what held its merge is settled");
        }
        return merge(session, pullRequest, ready);
    }

    /** Rebase and gates take minutes, in which people edit, object, take approvals back, and set another base. */
    private Optional<StageOutcome> saidMeanwhile(
            StageSession session, PullRequest pullRequest, RebaseStep.Result.Ready ready, boolean approved) {
        ClaimedTask claim = session.claim();
        return grounds.held(claim)
                .or(() -> grounds.objection(claim, pullRequest.number(), ready.headSha()))
                .or(() -> approved && !grounds.approvedByPerson(claim, ready.headSha())
                        ? Optional.of(new StageOutcome.Advanced(
                                "protected",
                                "The approval of " + ready.headSha() + " was taken back while its merge was prepared."))
                        : Optional.empty())
                .or(() -> elsewhere(claim, pullRequest(claim)));
    }

    /** Whether the head may be merged as far as verdicts go, rebased where the base has moved. */
    private RebaseStep.Result upToDate(
            StageSession session,
            TrustedClone clone,
            StageCommits.Base base,
            String head,
            Map<Integer, Resolution> answers) {
        boolean approvedByPerson = grounds.approvedByPerson(session.claim(), head);
        Optional<StageOutcome> doubt =
                approvedByPerson ? Optional.empty() : grounds.doubt(session.claim(), clone, base, head);
        if (doubt.isPresent()) {
            return new RebaseStep.Result.Stop(doubt.get());
        }
        return clone.isAncestor(base.sha(), head)
                ? new RebaseStep.Result.Ready(head, base)
                : rebase.onto(session, clone, base, head, answers, approvedByPerson);
    }

    /** Gates must have passed at exactly this commit; after a rebase they have not run there yet. */
    private Optional<StageOutcome> checkGates(StageSession session, RebaseStep.Result.Ready ready) {
        Optional<List<GateResult>> known =
                grounds.gates(session.claim(), ready.base().policy(), ready.headSha());
        GateSummary summary = new GateSummary(known.orElseGet(() -> gates.run(
                session, ready.base().policy(), ready.headSha(), ready.base().sha())));
        if (session.stop().stopped()) {
            return Optional.of(new StageOutcome.Revoked(session.stop().reason().orElse("stopped")));
        }
        if (!summary.couldNotRun().isEmpty()) {
            return Optional.of(new StageOutcome.Advanced(
                    "could-not-run", "Gates could not run: " + GateSummary.names(summary.couldNotRun())));
        }
        if (!summary.blamed().isEmpty()) {
            session.leave(new Artifact("findings", Json.of(GateSummary.findings(summary.blamed()))));
            return Optional.of(checksFailed(session, ready.base().policy(), GateSummary.names(summary.blamed())));
        }
        if (!summary.notBlamed().isEmpty() && !grounds.approvedByPerson(session.claim(), ready.headSha())) {
            return Optional.of(new StageOutcome.Advanced(
                    "protected",
                    "Gates are red at " + ready.headSha() + " and on the base branch as well, so a person decides: "
                            + GateSummary.names(summary.notBlamed())));
        }
        if (!summary.doubts().isEmpty() && !grounds.approvedByPerson(session.claim(), ready.headSha())) {
            return Optional.of(new StageOutcome.Advanced(
                    "protected",
                    "A person decides about " + ready.headSha() + ": " + String.join(" ", summary.doubts())));
        }
        if (ready.base().policy().gates().isEmpty() && grounds.approvedByPerson(session.claim(), ready.headSha())) {
            ReviewReport.tellApprovedWithoutGates(session, ready.headSha());
        } else if (known.isEmpty()) {
            ReviewReport.tellChecks(session, ready.base().policy(), ready.headSha(), summary.results());
        }
        return Optional.empty();
    }

    /** Rework after a rebase counts like rework after a review: after so many rounds a person decides. */
    private static StageOutcome checksFailed(StageSession session, RepositoryPolicy policy, String gates) {
        String reason = "Gates are red on the rebased change: " + gates;
        return session.claim().issue().reworkRounds() >= policy.reworkRounds()
                ? new StageOutcome.Advanced(
                        "protected",
                        reason + " A person decides, after " + policy.reworkRounds() + " rounds of rework.")
                : new StageOutcome.Advanced("checks-failed", reason);
    }

    private StageOutcome merge(StageSession session, PullRequest pullRequest, RebaseStep.Result.Ready ready) {
        ClaimedTask claim = session.claim();
        Optional<PullRequest> late = context.host(claim)
                .sideEffects()
                .fenceMergesStillToCome(Submission.acting(claim), pullRequest.number());
        if (late.isPresent()) {
            records.pullRequest(claim, late.get().number());
            return merged(
                    session,
                    late.get().mergeSha().orElse(late.get().headSha()),
                    "Pull request " + late.get().number() + ", whose merge had begun before the implementation was"
                            + " started over, was merged after all. Nothing is merged a second time; pull request "
                            + pullRequest.number() + " is left open: close it, or merge it yourself.");
        }
        SideEffect<MergeOutcome> effect = context.host(claim)
                .sideEffects()
                .merge(Submission.acting(claim), pullRequest.number(), ready.headSha(), message(claim, pullRequest));
        return switch (effect) {
            case SideEffect.Revoked<MergeOutcome> revoked ->
                new StageOutcome.Revoked("The task was taken away before the merge.");
            case SideEffect.Answered<MergeOutcome>(MergeOutcome answer) ->
                switch (answer) {
                    case MergeOutcome.Merged done -> merged(session, done.sha(), "Merged as " + done.sha() + ".");
                    case MergeOutcome.HeadMoved moved ->
                        new StageOutcome.Advanced(
                                Outcomes.HEAD_MOVED, "Somebody pushed " + moved.actual() + " to the branch.");
                    case MergeOutcome.BaseMoved moved ->
                        new StageOutcome.Parked(BASE_MOVED_RECHECK, "another try: the base moved to " + moved.base());
                    case MergeOutcome.Blocked blocked -> blocked(claim, ready.headSha(), blocked.reason());
                    case MergeOutcome.Queued queued -> queued(claim, queued.reason());
                };
        };
    }

    /** Checks that are only missing yet may still come; what is red, or does not come in time, is for a person. */
    private StageOutcome blocked(ClaimedTask claim, String head, String reason) {
        boolean red = context.host(claim).forge().statuses(claim.repository().slug(), head).stream()
                // How an earlier look of ours ended is no check.
                .filter(status -> !MergeReport.isOurs(status.context()))
                .anyMatch(status -> status.state() == CheckState.FAILURE || status.state() == CheckState.ERROR);
        return !red && patient(claim)
                ? new StageOutcome.Parked(CHECKS_RECHECK, HeldTasks.CHECKS + reason)
                : new StageOutcome.Advanced("could-not-run", "The code host does not allow the merge: " + reason);
    }

    private StageOutcome merged(StageSession session, String sha, String reason) {
        Issue issue = session.claim().issue();
        if (!records.merge(session.claim(), sha)) {
            // It has begun anew: closing it on the code host would end that, too.
            return new StageOutcome.Advanced("merged", reason);
        }
        try {
            context.host(session.claim()).forge().closeIssue(issue.key());
        } catch (ForgeException failure) {
            if (failure.worthRetrying()) {
                throw failure;
            }
            // The change is merged, whatever becomes of the issue on the code host.
            LOG.warn("{} was merged but cannot be closed: {}", issue.key(), failure.getMessage());
        }
        return new StageOutcome.Advanced("merged", reason);
    }

    private static String message(ClaimedTask claim, PullRequest pullRequest) {
        return "Merge pull request #" + pullRequest.number() + " from " + pullRequest.head() + "\n\n"
                + Quotation.plain(claim.snapshot().title()) + "\n\nIssue: "
                + claim.issue().key() + "\n";
    }
}

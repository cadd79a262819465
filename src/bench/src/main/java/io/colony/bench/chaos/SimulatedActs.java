package io.colony.bench.chaos;

import io.colony.engine.database.Json;
import io.colony.engine.database.Transaction;
import io.colony.engine.forge.Forge.MergeOutcome;
import io.colony.engine.forge.Forge.NewPullRequest;
import io.colony.engine.forge.Forge.PullRequest;
import io.colony.engine.forge.Forge.PushOutcome;
import io.colony.engine.forge.SideEffect;
import io.colony.engine.forge.SideEffects.Acting;
import io.colony.engine.issue.Dependencies.Kind;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.recovery.FailureClass;
import io.colony.engine.stage.ClaimedTask;
import io.colony.engine.stage.JudgementStore;
import io.colony.engine.stage.StageOutcome;
import io.colony.engine.stage.StageSession;
import io.colony.engine.workflow.Outcomes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** What stages do on the code host, by the engine's intents, in the order in which the real stages do it. */
final class SimulatedActs {
    private static final int ROUNDS = 3;
    private static final String NO_BASE = "0".repeat(40);

    private final StageTools tools;
    private final SimulatedParts parts;

    SimulatedActs(StageTools tools) {
        this.tools = tools;
        this.parts = new SimulatedParts(tools);
    }

    StageOutcome result(StageSession session, String outcome) {
        ClaimedTask claim = session.claim();
        return switch (claim.task().executor()) {
            case "analyze" -> analysis(claim, outcome);
            case "plan" -> outcome.equals("single") ? parts.file(session) : advanced(outcome);
            case "develop" -> endedByPerson(claim).orElseGet(() -> development(claim, outcome));
            case "review" -> endedByPerson(claim).orElseGet(() -> review(session, outcome));
            case "merge" -> merge(claim, outcome);
            default -> advanced(outcome);
        };
    }

    static StageOutcome advanced(String outcome) {
        return new StageOutcome.Advanced(outcome, "The plan has it come to '" + outcome + "'.");
    }

    private StageOutcome analysis(ClaimedTask claim, String outcome) {
        if (outcome.equals("unclear")) {
            return advanced(claim.issue().clarifications() >= ROUNDS ? "clarified-too-often" : "unclear");
        }
        boolean waits = tools.database().<Boolean>inTransaction(transaction -> waits(transaction, claim));
        return advanced(waits ? "dependent" : epic(claim) ? "epic" : outcome);
    }

    private boolean epic(ClaimedTask claim) {
        long number = claim.issue().key().number();
        return number <= tools.plan().issues().size()
                && tools.plan().issue(number).epic();
    }

    private boolean waits(Transaction transaction, ClaimedTask claim) {
        long number = claim.issue().key().number();
        if (number > tools.plan().issues().size()) {
            return false;
        }
        for (long other : tools.plan().issue(number).dependsOn()) {
            tools.stores()
                    .issues()
                    .find(transaction, new IssueKey(claim.issue().key().repository(), other))
                    .ifPresent(found -> tools.stores()
                            .dependencies()
                            .add(transaction, claim.issue().id(), found.id(), Kind.BLOCKS, "plan"));
        }
        return !tools.stores()
                .dependencies()
                .unmet(transaction, claim.issue().id())
                .isEmpty();
    }

    /** What a person did to the pull request ends a stage before it begins. */
    private Optional<StageOutcome> endedByPerson(ClaimedTask claim) {
        return claim.issue().pullRequest().flatMap(number -> {
            PullRequest found = tools.host().pullRequest(claim.repository().slug(), number);
            return switch (found.state()) {
                case OPEN -> Optional.empty();
                case CLOSED -> Optional.of(advanced(Outcomes.PR_CLOSED));
                case MERGED -> {
                    recordMerge(claim, found.mergeSha().orElse(found.headSha()));
                    yield Optional.of(advanced(Outcomes.MERGED_BY_PERSON));
                }
            };
        });
    }

    private StageOutcome development(ClaimedTask claim, String outcome) {
        if (!outcome.equals("submitted")) {
            return advanced(outcome);
        }
        tools.sideEffects().recover(claim.issue().id());
        String branch = branch(claim.issue());
        Optional<String> tip = tools.host().tip(claim.repository().slug(), branch);
        String head = SimulatedHost.commit("run", claim.runId());
        SideEffect<PushOutcome> push = tools.sideEffects().push(acting(claim), Path.of("none"), branch, tip, head);
        return switch (push) {
            case SideEffect.Revoked<PushOutcome> revoked -> new StageOutcome.Revoked("taken away before the push");
            case SideEffect.Answered<PushOutcome>(PushOutcome answer) ->
                switch (answer) {
                    case PushOutcome.Pushed pushed -> pullRequest(claim, branch, head);
                    case PushOutcome.Moved moved ->
                        new StageOutcome.Failed(FailureClass.TRANSIENT, branch + " moved to " + moved.actual());
                    case PushOutcome.Rejected rejected ->
                        new StageOutcome.Failed(FailureClass.PERMANENT, rejected.reason());
                };
        };
    }

    static String branch(Issue issue) {
        return "colony/" + issue.key().number() + "-g" + issue.generation();
    }

    private StageOutcome pullRequest(ClaimedTask claim, String branch, String head) {
        if (!sameGeneration(
                claim,
                transaction -> tools.stores()
                        .issues()
                        .recordHead(transaction, claim.issue().id(), branch, head, NO_BASE))) {
            return new StageOutcome.Revoked("the issue has begun anew");
        }
        SideEffect<PullRequest> effect = tools.sideEffects()
                .openPullRequest(
                        acting(claim),
                        new NewPullRequest(
                                claim.snapshot().title(),
                                "simulated",
                                "colony",
                                branch,
                                claim.issue().baseBranch()));
        return switch (effect) {
            case SideEffect.Revoked<PullRequest> revoked ->
                new StageOutcome.Revoked("taken away before the pull request");
            case SideEffect.Answered<PullRequest>(PullRequest opened) ->
                sameGeneration(
                                claim,
                                transaction -> tools.stores()
                                        .issues()
                                        .recordPullRequest(
                                                transaction, claim.issue().id(), opened.number()))
                        ? advanced("submitted")
                        : new StageOutcome.Revoked("the issue has begun anew");
        };
    }

    private StageOutcome review(StageSession session, String outcome) {
        Issue issue = session.claim().issue();
        boolean back = outcome.equals("changes") || outcome.equals("partial");
        if (back && issue.reworkRounds() >= ROUNDS) {
            return advanced(Outcomes.REWORK_EXHAUSTED);
        }
        if (outcome.startsWith("approve")) {
            issue.headSha()
                    .ifPresent(head -> session.leaveVerdict(new JudgementStore.NewVerdict(
                            new JudgementStore.Commits(
                                    issue.id(), session.claim().runId(), head, NO_BASE),
                            "simulated",
                            "APPROVE",
                            Json.object())));
        }
        return advanced(outcome);
    }

    private StageOutcome merge(ClaimedTask claim, String outcome) {
        tools.sideEffects().recover(claim.issue().id());
        Optional<Long> number = claim.issue().pullRequest();
        if (number.isEmpty()) {
            return new StageOutcome.Failed(FailureClass.PERMANENT, "There is no pull request to merge.");
        }
        PullRequest found = tools.host().pullRequest(claim.repository().slug(), number.get());
        return switch (found.state()) {
            case MERGED -> merged(claim, found.mergeSha().orElse(found.headSha()));
            case CLOSED -> advanced("could-not-run");
            case OPEN ->
                !claim.issue().headSha().equals(Optional.of(found.headSha()))
                        ? advanced(Outcomes.HEAD_MOVED)
                        : outcome.equals("merged") ? mergeNow(claim, found) : advanced(outcome);
        };
    }

    private StageOutcome mergeNow(ClaimedTask claim, PullRequest found) {
        Optional<PullRequest> late = tools.sideEffects().fenceMergesStillToCome(acting(claim), found.number());
        if (late.isPresent()) {
            sameGeneration(
                    claim,
                    transaction -> tools.stores()
                            .issues()
                            .recordPullRequest(
                                    transaction, claim.issue().id(), late.get().number()));
            return merged(claim, late.get().mergeSha().orElse(late.get().headSha()));
        }
        SideEffect<MergeOutcome> effect =
                tools.sideEffects().merge(acting(claim), found.number(), found.headSha(), "simulated");
        return switch (effect) {
            case SideEffect.Revoked<MergeOutcome> revoked -> new StageOutcome.Revoked("taken away before the merge");
            case SideEffect.Answered<MergeOutcome>(MergeOutcome answer) ->
                switch (answer) {
                    case MergeOutcome.Merged done -> merged(claim, done.sha());
                    case MergeOutcome.HeadMoved moved -> advanced(Outcomes.HEAD_MOVED);
                    case MergeOutcome.BaseMoved moved ->
                        new StageOutcome.Parked(Duration.ofMillis(200), "the base moved");
                    case MergeOutcome.Blocked blocked -> advanced("could-not-run");
                    case MergeOutcome.Queued queued -> advanced("could-not-run");
                };
        };
    }

    private StageOutcome merged(ClaimedTask claim, String sha) {
        recordMerge(claim, sha);
        tools.host().closeIssue(claim.issue().key());
        return advanced("merged");
    }

    private void recordMerge(ClaimedTask claim, String sha) {
        sameGeneration(
                claim,
                transaction -> tools.stores()
                        .issues()
                        .recordMerge(transaction, claim.issue().id(), sha));
    }

    private boolean sameGeneration(ClaimedTask claim, Consumer<Transaction> write) {
        return tools.database().<Boolean>inTransaction(transaction -> {
            Issue now = tools.stores().issues().lock(transaction, claim.issue().id());
            boolean same = now.generation() == claim.issue().generation();
            if (same) {
                write.accept(transaction);
            }
            return same;
        });
    }

    static Acting acting(ClaimedTask claim) {
        return new Acting(
                claim.repository().slug(),
                claim.issue().id(),
                claim.task().id(),
                claim.task().epoch());
    }
}

package io.colony.engine.stage;

import io.colony.engine.database.Transaction;
import io.colony.engine.forge.Forge.ForgeIssue;
import io.colony.engine.forge.ForgeException;
import io.colony.engine.forge.SideEffect;
import io.colony.engine.forge.SideEffects.FiledIssue;
import io.colony.engine.intake.IssueRegistration;
import io.colony.engine.issue.Actor;
import io.colony.engine.issue.Dependencies;
import io.colony.engine.issue.Dependencies.Added;
import io.colony.engine.issue.Dependencies.Dependency;
import io.colony.engine.issue.Dependencies.Kind;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.ledger.EpicBudget;
import io.colony.engine.ledger.Ledger;
import io.colony.engine.ledger.Usd;
import io.colony.engine.log.Log;
import io.colony.engine.recovery.FailureClass;
import io.colony.engine.stage.Decomposition.Part;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;

/**
 * Files an epic's parts on the code host and lets them in, one after the other: intent, act, then the part's rows in one
 * transaction. What is there already is found and not filed again, so that a crash anywhere makes no part twice.
 */
public final class Subtasks {
    private static final Logger LOG = Log.of(Subtasks.class);

    private final StageContext context;
    private final Ledger ledger;
    private final EpicBudget budget;
    private final IssueRegistration registration;

    public Subtasks(StageContext context, Ledger ledger, IssueRegistration registration) {
        this.context = context;
        this.ledger = ledger;
        this.budget = EpicBudget.postgres(ledger);
        this.registration = registration;
    }

    /** The parts that are let in, by number. */
    Map<Integer, Long> present(ClaimedTask claim, Decomposition decomposition) {
        List<Dependency> children = context.database()
                .inTransaction(transaction -> context.dependencies()
                        .children(transaction, claim.issue().id()));
        Map<Integer, Long> present = new HashMap<>();
        for (Part part : decomposition.parts()) {
            children.stream()
                    .filter(child -> child.source().equals(decomposition.source(part)))
                    .findFirst()
                    .ifPresent(child -> present.put(part.number(), child.issueId()));
        }
        return present;
    }

    /** Files what is missing; empty when all parts are there, else why not. */
    Optional<StageOutcome> file(StageSession session, Decomposition decomposition, Usd ownCost) {
        ClaimedTask claim = session.claim();
        Map<Integer, Long> present = present(claim, decomposition);
        List<Part> missing = decomposition.parts().stream()
                .filter(part -> !present.containsKey(part.number()))
                .toList();
        Share share = share(claim, missing.size(), ownCost);
        if (share.obstacle().isPresent()) {
            return Optional.of(new StageOutcome.Failed(
                    FailureClass.BUDGET, share.obstacle().get()));
        }
        for (Part part : missing) {
            Optional<StageOutcome> obstacle = file(session, decomposition, part, present, share.each());
            if (obstacle.isPresent()) {
                return obstacle;
            }
        }
        return Optional.empty();
    }

    /** What each missing part may spend. */
    private record Share(Usd each, Optional<String> obstacle) {}

    private Share share(ClaimedTask claim, int parts, Usd ownCost) {
        if (parts == 0) {
            return new Share(Usd.ZERO, Optional.empty());
        }
        return context.database().inTransaction(transaction -> {
            Instant now = context.clock().instant();
            Usd left = budget.left(transaction, claim.account(), claim.runId(), ownCost, now);
            Usd run = ledger.ceilings(transaction, claim.account(), now).run();
            Usd each = new Usd(left.amount().divide(BigDecimal.valueOf(parts), 6, RoundingMode.FLOOR));
            Usd needed = new Usd(run.amount().multiply(BigDecimal.valueOf(parts)));
            return each.compareTo(run) >= 0
                    ? new Share(each, Optional.empty())
                    : new Share(
                            each,
                            Optional.of("It was split into parts, of which " + parts
                                    + " are to be filed within the epic's own ceiling: each needs " + run
                                    + " for at least one run, " + needed + " in all, and " + left
                                    + " are left. Raise the epic's ceiling (/colony:budget) and retry; the split is kept"
                                    + " and not paid for again."));
        });
    }

    private Optional<StageOutcome> file(
            StageSession session, Decomposition decomposition, Part part, Map<Integer, Long> present, Usd ceiling) {
        ClaimedTask claim = session.claim();
        List<IssueKey> first = keys(part, present);
        String label = context.database()
                .inTransaction(transaction ->
                        registration.workflow(transaction, claim.repository()).triggerLabel());
        FiledIssue filed = new FiledIssue(
                context.redact().apply(part.title()),
                context.redact().apply(PartText.body(claim.issue(), decomposition, part, first)),
                List.of(label),
                decomposition.marker(claim.issue(), part));
        SideEffect<ForgeIssue> effect = context.host(claim).sideEffects().fileIssue(Submission.acting(claim), filed);
        return switch (effect) {
            case SideEffect.Revoked<ForgeIssue> revoked ->
                Optional.of(new StageOutcome.Revoked("The task was taken away while the parts were filed."));
            case SideEffect.Answered<ForgeIssue>(ForgeIssue made) -> {
                present.put(
                        part.number(),
                        context.database()
                                .<Long>inTransaction(transaction ->
                                        letIn(transaction, claim, decomposition, part, present, made, ceiling)));
                show(claim, made);
                yield Optional.empty();
            }
        };
    }

    /** As a part of its epic on the code host as well; the store knows it in any case, so nothing hangs on it. */
    private void show(ClaimedTask claim, ForgeIssue part) {
        try {
            context.host(claim).forge().addSubIssue(claim.issue().key(), part.key());
        } catch (ForgeException failure) {
            if (failure.worthRetrying()) {
                throw failure;
            }
            LOG.warn(
                    "{} is not shown as a part of {}: {}",
                    part.key(),
                    claim.issue().key(),
                    failure.getMessage());
        }
    }

    private List<IssueKey> keys(Part part, Map<Integer, Long> present) {
        return context.database()
                .inTransaction(transaction -> part.dependsOn().stream()
                        .flatMap(number -> Optional.ofNullable(present.get(number)).stream())
                        .map(id -> context.issues().get(transaction, id).key())
                        .toList());
    }

    private long letIn(
            Transaction transaction,
            ClaimedTask claim,
            Decomposition decomposition,
            Part part,
            Map<Integer, Long> present,
            ForgeIssue made,
            Usd ceiling) {
        // The epic's row first: two processes that hold the same epic for theirs let a part in once.
        Issue epic = context.issues().lock(transaction, claim.issue().id());
        Issue child = context.issues()
                .find(transaction, made.key())
                .orElseGet(() ->
                        registration.register(transaction, claim.repository(), made, epic.author(), Actor.mayor()));
        Dependencies dependencies = context.dependencies();
        Added added = dependencies.add(transaction, epic.id(), child.id(), Kind.CHILD, decomposition.source(part));
        part.dependsOn().stream()
                .flatMap(number -> Optional.ofNullable(present.get(number)).stream())
                .forEach(first -> dependencies.add(transaction, child.id(), first, Kind.BLOCKS, "plan"));
        if (added instanceof Added.Recorded) {
            budget.limit(
                    transaction,
                    child.id(),
                    ceiling,
                    "plan",
                    "Its share of what " + epic.key() + " had left.",
                    context.clock().instant());
        }
        return child.id();
    }
}

package io.colony.bench.chaos;

import io.colony.engine.database.Transaction;
import io.colony.engine.forge.Forge.ForgeIssue;
import io.colony.engine.forge.SideEffect;
import io.colony.engine.forge.SideEffects.FiledIssue;
import io.colony.engine.issue.Actor;
import io.colony.engine.issue.Dependencies.Added;
import io.colony.engine.issue.Dependencies.Kind;
import io.colony.engine.issue.Issue;
import io.colony.engine.ledger.EpicBudget;
import io.colony.engine.ledger.Usd;
import io.colony.engine.recovery.FailureClass;
import io.colony.engine.stage.ClaimedTask;
import io.colony.engine.stage.StageOutcome;
import io.colony.engine.stage.StageSession;
import io.colony.engine.workflow.Outcomes;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Splits an epic in two or three, by the engine's intents and budgets, in the order in which the real Architect does. */
final class SimulatedParts {
    static final String MARKER = "colony-part: ";

    private final StageTools tools;
    private final EpicBudget budget;

    SimulatedParts(StageTools tools) {
        this.tools = tools;
        this.budget = EpicBudget.postgres(tools.stores().ledger());
    }

    StageOutcome file(StageSession session) {
        ClaimedTask claim = session.claim();
        tools.sideEffects().recover(claim.issue().id());
        List<Integer> missing = missing(claim);
        Optional<Usd> share = missing.isEmpty() ? Optional.of(Usd.ZERO) : share(session, missing.size());
        if (share.isEmpty()) {
            return new StageOutcome.Failed(FailureClass.BUDGET, "The epic's ceiling has no room for its parts.");
        }
        for (int part : missing) {
            Optional<StageOutcome> obstacle = file(claim, part, share.get());
            if (obstacle.isPresent()) {
                return obstacle.get();
            }
        }
        return SimulatedActs.advanced(Outcomes.DECOMPOSED);
    }

    private List<Integer> missing(ClaimedTask claim) {
        List<String> present = tools.database()
                .inTransaction(
                        transaction -> tools
                                .stores()
                                .dependencies()
                                .children(transaction, claim.issue().id())
                                .stream()
                                .map(child -> child.source())
                                .toList());
        int parts = 2 + (int) (claim.issue().key().number() % 2);
        return IntStream.rangeClosed(1, parts)
                .filter(part -> !present.contains(source(claim.issue(), part)))
                .boxed()
                .toList();
    }

    private static String source(Issue epic, int part) {
        return "plan-" + epic.generation() + "/" + part;
    }

    /** Empty where a part could not even run once. */
    private Optional<Usd> share(StageSession session, int parts) {
        ClaimedTask claim = session.claim();
        Usd cost = session.agent().flatMap(run -> run.usage().costUsd()).orElse(claim.reserved());
        return tools.database().inTransaction(transaction -> {
            Instant now = tools.clock().instant();
            Usd left = budget.left(transaction, claim.account(), claim.runId(), cost, now);
            Usd run = tools.stores()
                    .ledger()
                    .ceilings(transaction, claim.account(), now)
                    .run();
            Usd each = new Usd(left.amount().divide(BigDecimal.valueOf(parts), 6, RoundingMode.FLOOR));
            return Optional.of(each).filter(enough -> enough.compareTo(run) >= 0);
        });
    }

    private Optional<StageOutcome> file(ClaimedTask claim, int part, Usd share) {
        String source = source(claim.issue(), part);
        String marker = MARKER + claim.issue().key().number() + "/" + source;
        FiledIssue filed = new FiledIssue("Part " + part, "Part of an epic.\n" + marker, List.of(), marker);
        SideEffect<ForgeIssue> effect = tools.sideEffects().fileIssue(SimulatedActs.acting(claim), filed);
        return switch (effect) {
            case SideEffect.Revoked<ForgeIssue> revoked ->
                Optional.of(new StageOutcome.Revoked("taken away while parts were filed"));
            case SideEffect.Answered<ForgeIssue>(ForgeIssue made) -> {
                tools.database().useTransaction(transaction -> letIn(transaction, claim, made, source, share));
                yield Optional.empty();
            }
        };
    }

    private void letIn(Transaction transaction, ClaimedTask claim, ForgeIssue made, String source, Usd share) {
        Issue epic = tools.stores().issues().lock(transaction, claim.issue().id());
        Issue child = tools.stores()
                .issues()
                .find(transaction, made.key())
                .orElseGet(() -> tools.registration()
                        .register(transaction, claim.repository(), made, epic.author(), Actor.mayor()));
        Added added = tools.stores().dependencies().add(transaction, epic.id(), child.id(), Kind.CHILD, source);
        if (added instanceof Added.Recorded) {
            budget.limit(
                    transaction,
                    child.id(),
                    share,
                    "plan",
                    "Its share.",
                    tools.clock().instant());
        }
    }
}

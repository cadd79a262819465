package io.colony.engine.recovery;

import io.colony.engine.database.Answer;
import io.colony.engine.database.Transaction;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.queue.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Stands between a due task and its claim: an open breaker holds it, or lets it through as the one probe. What is held
 * consumes no attempt and no reservation, and keeps its place. Asked last of all, in the claiming transaction.
 */
public final class StartGate {
    /** How soon a task is looked at again that waits for a probe's end; the end itself wakes it. */
    private static final Duration PROBE_RECHECK = Duration.ofMinutes(2);

    /** Asks a model about conflicts only, which are few: it is not held while the provider is away. */
    private static final String MERGE = "merge";

    private final Breakers breakers;
    private final Optional<String> defaultBackEnd;

    /**
     * @param defaultBackEnd what runs of repositories use that none has been noted for
     */
    public StartGate(Breakers breakers, Optional<String> defaultBackEnd) {
        this.breakers = breakers;
        this.defaultBackEnd = defaultBackEnd;
    }

    /** What {@link #look} asked: who is open, and which back end the repository's runs use. */
    public record Look(Answer<Breaker> open, Answer<String> backEnd) {}

    /** Asks for what {@link #mayStart} goes by, without waiting. */
    public Look look(Transaction transaction, Task task) {
        return new Look(breakers.askOpen(transaction), breakers.askBackEnd(transaction, task.repositoryId()));
    }

    /**
     * Whether the task may start.
     *
     * @param task locked and not claimed yet
     * @param asksModel whether its executor is one that asks a model
     * @param look of this same transaction
     */
    public StartDecision mayStart(
            Transaction transaction, Task task, IssueKey issue, boolean asksModel, Look look, Instant now) {
        List<BreakerKey> keys = keys(task, issue, asksModel, look);
        if (look.open().rows().stream().noneMatch(breaker -> keys.contains(breaker.key()))) {
            return new StartDecision.May();
        }
        // Locked: whoever closes one waits, and finds what is held for it here.
        List<Breaker> open = breakers.open(transaction, keys);
        Optional<Breaker> holding = open.stream()
                .filter(breaker -> !breaker.position(now).equals("half-open") || breaker.probing())
                .findFirst();
        if (holding.isPresent()) {
            return wait(holding.get(), now);
        }
        List<BreakerKey> probed = new ArrayList<>();
        for (Breaker breaker : open) {
            if (!breakers.probe(transaction, breaker.key(), task, now)) {
                return wait(breaker, now);
            }
            probed.add(breaker.key());
        }
        return probed.isEmpty() ? new StartDecision.May() : new StartDecision.Probe(probed);
    }

    /** Whether tasks of this executor wait while the provider of their back end refuses. */
    public static boolean holdsForBackEnd(String executor) {
        return !executor.equals(MERGE);
    }

    private List<BreakerKey> keys(Task task, IssueKey issue, boolean asksModel, Look look) {
        List<BreakerKey> keys = new ArrayList<>(List.of(BreakerKey.repository(issue.repository())));
        if (asksModel && holdsForBackEnd(task.executor())) {
            look.backEnd()
                    .first()
                    .or(() -> defaultBackEnd)
                    .map(BreakerKey::backEnd)
                    .ifPresent(keys::add);
        }
        return keys;
    }

    private static StartDecision.Wait wait(Breaker breaker, Instant now) {
        Instant until = breaker.until().filter(at -> at.isAfter(now)).orElse(now.plus(PROBE_RECHECK));
        return new StartDecision.Wait(until, breaker.key().holdPrefix() + " " + breaker.reason());
    }
}

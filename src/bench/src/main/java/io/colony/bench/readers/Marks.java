package io.colony.bench.readers;

import io.colony.bench.BenchException;
import io.colony.bench.harness.Latencies;
import io.colony.engine.command.OperatorAction;
import io.colony.engine.command.OperatorAnswer;
import io.colony.runner.Operations;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Pauses and resumes an issue that waits, once a second, each time with a reason that no other change has: so it can be seen
 * when the change is on the readers' screens. Started and ended by one thread.
 */
final class Marks {
    private static final Duration EVERY = Duration.ofSeconds(1);

    /** Without any there would be no figure, however fast the work was done. */
    private static final int LEAST = 4;

    private final Operations operations;
    private final String issue;
    private final InstantSource clock = InstantSource.system();
    private final CountDownLatch over = new CountDownLatch(1);
    private final CompletableFuture<Map<Integer, Long>> made = new CompletableFuture<>();

    private Marks(Operations operations, String issue) {
        this.operations = operations;
        this.issue = issue;
    }

    /** Begins. */
    static Marks begin(Operations operations, String issue, int first) {
        Marks marks = new Marks(operations, issue);
        Thread.ofPlatform().daemon().name("marks").start(() -> marks.run(first));
        return marks;
    }

    private void run(int first) {
        Map<Integer, Long> times = new TreeMap<>();
        try {
            // Always in pairs, so that the issue waits as before in the end.
            for (int number = first; goesOn(number - first); number++) {
                OperatorAction action = number % 2 == first % 2 ? OperatorAction.PAUSE : OperatorAction.RESUME;
                times.put(number, ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()));
                OperatorAnswer answer = operations.act(issue, action, Optional.empty(), "mark-" + number);
                if (!answer.accepted()) {
                    throw new BenchException(issue + " could not be marked: " + answer.text());
                }
            }
            made.complete(times);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            made.complete(times);
        } catch (RuntimeException failure) {
            made.completeExceptionally(failure);
        }
    }

    private boolean goesOn(int count) throws InterruptedException {
        boolean ended = over.await(EVERY.toMillis(), TimeUnit.MILLISECONDS);
        if (ended && count < LEAST) {
            // There is nothing to wait for any more, but still they are one after the other.
            Latencies.pause(EVERY);
        }
        return !ended || count % 2 != 0 || count < LEAST;
    }

    /** Makes no more; when each was begun, in microseconds of the machine's clock, by its number. */
    Map<Integer, Long> end() {
        over.countDown();
        return made.join();
    }
}

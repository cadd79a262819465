package io.colony.engine.status;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Why an issue is in a state that a stage works on: its open task says so. */
final class WhyAtWork {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final WhyFacts facts;

    WhyAtWork(WhyFacts facts) {
        this.facts = facts;
    }

    static String time(Instant at) {
        return TIME.format(at);
    }

    Why explain(List<String> tried) {
        return facts.task().map(task -> onTask(task, tried)).orElseGet(() -> withoutTask(tried));
    }

    private Why onTask(TaskEntry task, List<String> tried) {
        if (task.claimed()) {
            return silent(task) ? lost(task, tried) : running(task, tried);
        }
        return new WhyHeld(facts, task)
                .explain(tried)
                .orElseGet(() -> task.runAfter().isAfter(facts.now()) ? parked(task, tried) : queued(task, tried));
    }

    private boolean silent(TaskEntry task) {
        return task.leaseUntil().filter(until -> until.isBefore(facts.now())).isPresent();
    }

    private Why running(TaskEntry task, List<String> tried) {
        String worker = worker(task);
        return new Why(
                role(task) + " is at work on it: worker " + worker + ", attempt " + task.attempt() + ".",
                "the outcome of " + task.executor() + " by worker " + worker,
                task.claimedAt().orElse(task.createdAt()),
                tried,
                List.of(
                        "worker " + worker + ": by finishing",
                        "an operator: /colony:pause or /colony:cancel stops it"));
    }

    private Why lost(TaskEntry task, List<String> tried) {
        Instant since = task.leaseUntil().orElse(task.createdAt());
        return new Why(
                "Worker " + worker(task) + ", which runs " + task.executor() + ", has not been heard of since its lease"
                        + " ended at " + time(since) + ".",
                "the Sentinel to take the task back and queue it again",
                since,
                tried,
                List.of("Colony: queues the task again by itself as soon as an orchestrator runs"));
    }

    private Why parked(TaskEntry task, List<String> tried) {
        String what = task.waitsFor().orElse("its time");
        return new Why(
                role(task) + " goes on at " + time(task.runAfter()) + "; until then it waits for this: " + bare(what)
                        + ".",
                what,
                facts.summary().since(),
                tried,
                List.of(
                        "Colony: goes on by itself at " + time(task.runAfter()),
                        "an operator: /colony:pause or /colony:cancel stops it"));
    }

    private Why queued(TaskEntry task, List<String> tried) {
        String after = task.waitsFor()
                .map(what -> " (last held up by: " + bare(what) + ")")
                .orElse("");
        return new Why(
                "It waits in the queue for a free worker that runs " + task.executor() + after + ".",
                "a free worker that runs " + task.executor(),
                latest(task.createdAt(), task.runAfter()),
                tried,
                List.of(
                        "any worker with lane " + task.executor() + ": by taking it",
                        "an operator: start more workers, or /colony:pause or /colony:cancel"));
    }

    private Why withoutTask(List<String> tried) {
        return new Why(
                "Its state " + facts.summary().state() + " has no open task, so that nobody works on it: "
                        + facts.reason() + ".",
                "an operator, since this should not happen",
                facts.summary().since(),
                tried,
                List.of("an operator: /colony:pause, and then /colony:resume makes its task anew"));
    }

    private static String role(TaskEntry task) {
        return switch (task.executor()) {
            case "admit" -> "The Mayor (admission)";
            case "analyze" -> "The Surveyor (analysis)";
            case "plan" -> "The Architect (planning)";
            case "develop" -> "The Builder (development)";
            case "review" -> "The Inspector (review)";
            case "merge" -> "The Marshal (merge)";
            default -> "Executor " + task.executor();
        };
    }

    private static String worker(TaskEntry task) {
        return task.worker().orElse("unknown");
    }

    static String bare(String text) {
        String stripped = text.strip();
        return stripped.endsWith(".") ? stripped.substring(0, stripped.length() - 1) : stripped;
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}

package io.colony.engine.status;

import io.colony.engine.status.WhySurroundings.OpenBreaker;
import io.colony.engine.status.WhySurroundings.Stopped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Why a queued task does not start: a breaker, a budget, or nobody who could take it. */
final class WhyHeld {
    /** As the ledger words what a ceiling refuses. */
    private static final String REPOSITORY_CEILING = "The ceiling of the repository";

    private static final String TENANT_CEILING = "The ceiling of the tenant";

    private final WhyFacts facts;
    private final TaskEntry task;

    WhyHeld(WhyFacts facts, TaskEntry task) {
        this.facts = facts;
        this.task = task;
    }

    /** Empty where nothing of that kind holds it. */
    Optional<Why> explain(List<String> tried) {
        return facts.surroundings()
                .stopped()
                .map(stopped -> stopped(stopped, tried))
                .or(() -> facts.surroundings().breaker("back-end").map(breaker -> paused(breaker, tried)))
                .or(() -> facts.surroundings().breaker("repository").map(breaker -> broken(breaker, tried)))
                .or(() -> ceiling(REPOSITORY_CEILING, renewal(true), tried))
                .or(() -> ceiling(TENANT_CEILING, renewal(false), tried))
                .or(() -> nobody(tried));
    }

    private Why stopped(Stopped stopped, List<String> tried) {
        return new Why(
                "Dispatch was stopped by " + stopped.by() + " at " + WhyAtWork.time(stopped.since()) + ": "
                        + WhyAtWork.bare(stopped.reason()) + ". Until it is resumed, nobody begins anything.",
                "dispatch to be resumed",
                stopped.since(),
                tried,
                List.of(
                        "an operator: button 'Resume dispatch' on the page Workers, or 'colony dispatch resume --reason TEXT'"));
    }

    private Why paused(OpenBreaker breaker, List<String> tried) {
        String name = breaker.key();
        String resumes = resumes(breaker);
        return new Why(
                "Agent back end '" + name + "' is paused since " + WhyAtWork.time(breaker.since())
                        + " because its provider refuses (refusal " + breaker.failures() + "): "
                        + WhyAtWork.bare(breaker.reason()) + "; " + resumes + ".",
                "the provider of back end '" + name + "': " + resumes,
                breaker.since(),
                tried,
                List.of(
                        "Colony: goes on by itself; this is no attempt, costs nothing, and keeps the issue's place",
                        reset(breaker)));
    }

    private Why broken(OpenBreaker breaker, List<String> tried) {
        String resumes = resumes(breaker);
        return new Why(
                "The breaker of repository " + breaker.key() + " is open since " + WhyAtWork.time(breaker.since())
                        + " after " + breaker.failures() + " failures, the newest: "
                        + WhyAtWork.bare(breaker.reason()) + "; " + resumes + ".",
                "the breaker of repository " + breaker.key() + ": " + resumes,
                breaker.since(),
                tried,
                List.of("Colony: closes it by itself when the probe succeeds", reset(breaker)));
    }

    private String resumes(OpenBreaker breaker) {
        if (breaker.probing()) {
            return "one probe is under way, and its success lets all go on";
        }
        return breaker.until()
                .filter(until -> until.isAfter(facts.now()))
                .map(until -> "one probe goes at " + WhyAtWork.time(until) + ", and its success lets all go on")
                .orElse("the next task that a worker takes is the probe");
    }

    private static String reset(OpenBreaker breaker) {
        return "an operator who may "
                + (breaker.scope().equals("back-end") ? "administer a repository" : "write to the repository")
                + ": colony breakers reset " + breaker.scope() + " " + breaker.key() + " --reason TEXT";
    }

    private Optional<Why> ceiling(String beginning, Instant renewal, List<String> tried) {
        return task.waitsFor().filter(what -> what.startsWith(beginning)).map(what -> {
            String renews = "it renews at " + WhyAtWork.time(renewal);
            return new Why(
                    "There is no money left for it now: " + WhyAtWork.bare(what) + "; " + renews
                            + ", and what open runs do not spend comes back when they end.",
                    "the ceiling: " + renews,
                    facts.summary().since(),
                    tried,
                    List.of(
                            "Colony: goes on by itself when the window renews or open runs settle",
                            "an operator: raise the ceiling (ceilings in the configuration)"));
        });
    }

    /** The start of the next UTC day or month. */
    private Instant renewal(boolean daily) {
        var today = facts.now().atZone(ZoneOffset.UTC).toLocalDate();
        return (daily ? today.plusDays(1) : today.withDayOfMonth(1).plusMonths(1))
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }

    private Optional<Why> nobody(List<String> tried) {
        if (facts.surroundings().liveForTask() > 0 || task.runAfter().isAfter(facts.now())) {
            return Optional.empty();
        }
        long live = facts.surroundings().liveWorkers();
        String who = live == 0
                ? "no worker runs at all"
                : "no worker that runs now takes " + task.executor() + " (" + live + " others do run)";
        return Optional.of(new Why(
                "It waits in the queue, and " + who + ".",
                "a worker that runs " + task.executor() + "; " + who,
                facts.summary().since(),
                tried,
                List.of("an operator: start one (colony up), or see 'colony workers'")));
    }
}

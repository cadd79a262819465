package io.colony.bench.readers;

import io.colony.bench.BenchException;
import io.colony.bench.harness.Latencies;
import io.colony.runner.IssueToFile;
import io.colony.runner.IssueView;
import io.colony.runner.Operations;
import io.colony.runner.Operations.TransitionFollower;
import io.colony.runner.RepositoryImport;
import io.colony.runner.TransitionView;
import io.colony.runner.demo.Recipe;
import io.colony.runner.demo.Recipes;
import io.colony.runner.demo.SampleRepository;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The demo's issues on the demo's repository, for the running program to work on: one goes straight through, one comes back
 * from review, one claims what is not there. Each has a copy of the repository for itself, since two that meet in one
 * conflict at one time and not at another; the one whose agent hangs is left out, since waiting costs nothing. Beside them
 * stands one that no agent understands, and which waits for a person. Used by one thread.
 */
final class Demonstration {
    private static final String ASKED = "needs-clarification";
    private static final Set<String> ENDS = Set.of("done", ASKED);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final long PATIENCE_SECONDS = 300;

    private final Operations operations;
    private final Path original;
    private final TransitionFollower follower;
    private int readings;

    /** @param original the sample repository; only read */
    Demonstration(Operations operations, Path original) {
        this.operations = operations;
        this.original = original;
        this.follower = operations.follow(true);
    }

    /**
     * The issues of one reading.
     *
     * @param issues those that are worked on to the end
     * @param asked the one that then waits for a person
     */
    record Filed(List<String> issues, String asked) {
        Set<String> all() {
            Set<String> all = new HashSet<>(issues);
            all.add(asked);
            return all;
        }
    }

    /** How long they took, from the first task's start to the last issue's merge, by the store's own times. */
    record Worked(Duration time, List<String> violations) {}

    static List<Recipe> recipes() {
        return Recipes.all().stream()
                .filter(recipe -> recipe.behaviour() != Recipe.Behaviour.HANGS_FIRST)
                .toList();
    }

    /** Holds work back and files the issues. */
    Filed file(int count) {
        operations.dispatch().stop("bench", "The next reading is prepared.");
        readings++;
        List<Recipe> recipes = recipes();
        List<String> issues = new ArrayList<>();
        String slug = "";
        for (int number = 0; number < count; number++) {
            Recipe recipe = recipes.get(number % recipes.size());
            slug = "bench/tally-" + readings + "-" + number;
            operations.importRepository(new RepositoryImport(slug, original, SampleRepository.BRANCH, List.of()));
            issues.add(operations.fileIssue(new IssueToFile(slug, recipe.title(), recipe.body())));
        }
        String asked = operations.fileIssue(new IssueToFile(
                slug, "Something else, reading " + readings, "The scripted agent knows nothing of it."));
        return new Filed(issues, asked);
    }

    /**
     * Lets work begin and waits until it is done.
     *
     * @param whenAsked is run once the one that waits does so
     */
    Worked work(Filed filed, Runnable whenAsked) {
        drain();
        operations.dispatch().resume("bench", "The reading begins.");
        Instant begin = operations.store().clock().instant();
        Instant end = begin;
        Set<String> open = filed.all();
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!open.isEmpty()) {
            for (TransitionView each : follower.poll()) {
                if (ENDS.contains(each.to()) && open.remove(each.issue())) {
                    end = each.at().isAfter(end) ? each.at() : end;
                    if (each.issue().equals(filed.asked())) {
                        whenAsked.run();
                    }
                }
            }
            if (System.nanoTime() > until) {
                throw new BenchException("After " + PATIENCE_SECONDS + " s these issues were not done: " + open);
            }
            Latencies.pause(LOOK);
        }
        return new Worked(Duration.between(begin, end), violations(filed));
    }

    private void drain() {
        while (!follower.poll().isEmpty()) {
            // What was filed is no news.
        }
    }

    /** Whether each was merged, and took the rounds that it takes with nobody looking. */
    private List<String> violations(Filed filed) {
        Map<String, IssueView> views = views(filed);
        List<String> violations = new ArrayList<>();
        List<Recipe> recipes = recipes();
        for (int number = 0; number < filed.issues().size(); number++) {
            IssueView issue = views.get(filed.issues().get(number));
            int attempts = recipes.get(number % recipes.size()).behaviour() == Recipe.Behaviour.STRAIGHT ? 1 : 2;
            if (issue == null || !issue.merged() || issue.attempts() != attempts) {
                violations.add(
                        filed.issues().get(number) + " should be merged after " + attempts + " attempts: " + issue);
            }
        }
        return violations;
    }

    /** How the reading's issues stand. */
    Map<String, IssueView> views(Filed filed) {
        return operations.issues().stream()
                .filter(issue -> filed.all().contains(issue.key()))
                .collect(Collectors.toMap(IssueView::key, issue -> issue));
    }
}

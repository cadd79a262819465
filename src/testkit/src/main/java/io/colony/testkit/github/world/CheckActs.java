package io.colony.testkit.github.world;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is said about commits: statuses and check runs. Called with the world locked. */
public final class CheckActs {
    private static final Set<String> STATES = Set.of("error", "failure", "pending", "success");

    private final World world;

    public CheckActs(World world) {
        this.world = world;
    }

    /** What a status says. */
    public record Saying(String context, String state, Optional<String> description, Optional<String> targetUrl) {}

    public Status status(Repo repo, Account by, String sha, Saying saying) {
        if (!STATES.contains(saying.state())) {
            throw Refusal.invalidField("Status", "state", "inclusion");
        }
        if (!repo.git.holds(sha)) {
            throw new Refusal(422, "No commit found for SHA: " + sha);
        }
        Status status = new Status(
                world.nextId(),
                sha,
                saying.context(),
                saying.state(),
                saying.description(),
                saying.targetUrl(),
                by,
                world.now());
        repo.statuses.add(status);
        world.tell(repo, "status", "", by, Map.of("status", status));
        return status;
    }

    /** Makes a check run of an app, queued. */
    public CheckRun create(Repo repo, App app, String sha, String name) {
        if (!repo.git.holds(sha)) {
            throw new Refusal(422, "No commit found for SHA: " + sha);
        }
        CheckRun.Suite suite = repo.suites.stream()
                .filter(each -> each.app().id() == app.id() && each.sha().equals(sha))
                .findFirst()
                .orElseGet(() -> suite(repo, app, sha));
        CheckRun run = new CheckRun(world.nextId(), suite, name);
        repo.checkRuns.add(run);
        return run;
    }

    private CheckRun.Suite suite(Repo repo, App app, String sha) {
        Optional<String> branch = repo.git.branches("").entrySet().stream()
                .filter(entry -> entry.getValue().equals(sha))
                .map(Map.Entry::getKey)
                .findFirst();
        CheckRun.Suite suite = new CheckRun.Suite(world.nextId(), app, sha, branch, world.now());
        repo.suites.add(suite);
        return suite;
    }

    /** Says that a run was made. */
    public void created(Repo repo, Account by, CheckRun run) {
        world.tell(repo, "check_run", "created", by, Map.of("check_run", run));
        completed(repo, by, run);
    }

    /** Says that a run has ended, if it has, and its suite when that was the last one. */
    public void completed(Repo repo, Account by, CheckRun run) {
        world.changed();
        if (!run.status.equals("completed")) {
            return;
        }
        world.tell(repo, "check_run", "completed", by, Map.of("check_run", run));
        boolean all = repo.checkRuns.stream()
                .filter(each -> each.suite.equals(run.suite))
                .allMatch(each -> each.status.equals("completed"));
        if (all) {
            world.tell(repo, "check_suite", "completed", by, Map.of("check_suite", run.suite));
        }
    }

    /** Gives a run its end. */
    public void finish(Repo repo, Account by, CheckRun run, String conclusion) {
        run.status = "completed";
        run.conclusion = Optional.of(conclusion);
        run.startedAt = run.startedAt.or(() -> Optional.of(world.now()));
        run.completedAt = Optional.of(world.now());
        completed(repo, by, run);
    }
}

package io.colony.testkit.github.rest;

import io.colony.testkit.github.world.Actor;
import io.colony.testkit.github.world.App;
import io.colony.testkit.github.world.CheckRun;
import io.colony.testkit.github.world.Level;
import io.colony.testkit.github.world.Refusal;
import io.colony.testkit.github.world.Repo;
import io.colony.testkit.github.world.Rights.Need;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Check runs and suites. */
final class CheckEndpoints {
    private static final String REPO = "/repos/{owner}/{repo}";
    private static final Need READING = Need.reading("checks");
    private static final Need WRITING = Need.writing(Level.WRITE, "checks");

    private final Site site;

    CheckEndpoints(Site site) {
        this.site = site;
    }

    void register(Router router) {
        router.add("POST", REPO + "/check-runs", this::create);
        router.add("GET", REPO + "/check-runs/{check_run_id}", this::get);
        router.add("PATCH", REPO + "/check-runs/{check_run_id}", this::update);
        router.add("GET", REPO + "/commits/{ref}/check-runs", this::runs);
        router.add("GET", REPO + "/commits/{ref}/check-suites", this::suites);
        router.add("GET", REPO + "/check-suites/{check_suite_id}", this::suite);
    }

    private static App app(Call call) {
        return switch (call.actor()) {
            case Actor.Installed installed -> installed.installation().app();
            case Actor.AsApp asApp -> asApp.app();
            case Actor.User user -> throw new Refusal(403, "You must authenticate via a GitHub App.");
        };
    }

    private Answer create(Call call) {
        Repo repo = call.repo(WRITING);
        CheckRun run = site.acts()
                .checks()
                .create(repo, app(call), call.needed("CheckRun", "head_sha"), call.needed("CheckRun", "name"));
        fill(call, run);
        site.acts().checks().created(repo, call.by(), run);
        return Answer.created(site.commits().checkRun(repo, run));
    }

    private static void fill(Call call, CheckRun run) {
        call.text("name").ifPresent(name -> run.name = name);
        call.text("status").ifPresent(status -> run.status = status);
        call.text("conclusion").ifPresent(conclusion -> {
            run.conclusion = Optional.of(conclusion);
            run.status = "completed";
            run.completedAt = Optional.of(call.world().now());
        });
        run.startedAt = time(call, "started_at")
                .or(() -> run.startedAt)
                .or(() -> Optional.of(call.world().now()));
        run.completedAt = time(call, "completed_at").or(() -> run.completedAt);
        run.externalId = call.text("external_id").or(() -> run.externalId);
        run.detailsUrl = call.text("details_url").or(() -> run.detailsUrl);
        text(call, "title").ifPresent(title -> run.title = Optional.of(title));
        text(call, "summary").ifPresent(summary -> run.summary = Optional.of(summary));
        if (run.status.equals("completed") && run.conclusion.isEmpty()) {
            throw Refusal.invalidField("CheckRun", "conclusion", "missing_field");
        }
    }

    private static Optional<Instant> time(Call call, String name) {
        return call.text(name).map(Instant::parse);
    }

    private static Optional<String> text(Call call, String name) {
        return Optional.of(call.body().path("output").path(name))
                .filter(node -> node.isTextual())
                .map(node -> node.asText());
    }

    private static CheckRun run(Call call, Repo repo) {
        return repo.checkRuns.stream()
                .filter(each -> each.id == call.number("check_run_id"))
                .findFirst()
                .orElseThrow(Refusal::notFound);
    }

    private Answer get(Call call) {
        Repo repo = call.repo(READING);
        return Answer.ok(site.commits().checkRun(repo, run(call, repo)));
    }

    private Answer update(Call call) {
        Repo repo = call.repo(WRITING);
        CheckRun run = run(call, repo);
        if (run.suite.app().id() != app(call).id()) {
            throw new Refusal(
                    403,
                    "Invalid app_id `" + run.suite.app().id() + "` - check run can only be modified by"
                            + " the GitHub App that created it.");
        }
        fill(call, run);
        site.acts().checks().completed(repo, call.by(), run);
        return Answer.ok(site.commits().checkRun(repo, run));
    }

    private Answer runs(Call call) {
        Repo repo = call.repo(READING);
        String sha = GitEndpoints.resolved(repo, call.at("ref"));
        List<CheckRun> runs = repo.checkRuns(sha).stream()
                .filter(run -> call.asks("check_name")
                        .filter(name -> !name.equals(run.name))
                        .isEmpty())
                .filter(run -> call.asks("status")
                        .filter(status -> !status.equals(run.status))
                        .isEmpty())
                .filter(run -> call.asks("filter").filter("all"::equals).isPresent() || newest(repo, run))
                .toList();
        return site.pages()
                .within(call, "check_runs", runs, run -> site.commits().checkRun(repo, run));
    }

    private static boolean newest(Repo repo, CheckRun run) {
        return repo.checkRuns.stream()
                .noneMatch(other -> other.suite.equals(run.suite) && other.name.equals(run.name) && other.id > run.id);
    }

    private Answer suites(Call call) {
        Repo repo = call.repo(READING);
        String sha = GitEndpoints.resolved(repo, call.at("ref"));
        List<CheckRun.Suite> suites =
                repo.suites.stream().filter(suite -> suite.sha().equals(sha)).toList();
        return site.pages()
                .within(call, "check_suites", suites, suite -> site.commits().suite(repo, suite));
    }

    private Answer suite(Call call) {
        Repo repo = call.repo(READING);
        return Answer.ok(repo.suites.stream()
                .filter(each -> each.id() == call.number("check_suite_id"))
                .findFirst()
                .map(each -> site.commits().suite(repo, each))
                .orElseThrow(Refusal::notFound));
    }
}

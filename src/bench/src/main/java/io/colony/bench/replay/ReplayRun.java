package io.colony.bench.replay;

import io.colony.bench.BenchException;
import io.colony.bench.chaos.SqlClient;
import io.colony.bench.harness.Latencies;
import io.colony.bench.postgres.PostgresServer;
import io.colony.engine.config.HostEnvironment;
import io.colony.engine.config.LoadedSettings;
import io.colony.engine.config.SettingsLoader;
import io.colony.engine.config.SettingsSources;
import io.colony.engine.gate.GateDefinition;
import io.colony.runner.Engine;
import io.colony.runner.IssueToFile;
import io.colony.runner.IssueView;
import io.colony.runner.Operations;
import io.colony.runner.RepositoryImport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Prepares a replay, has the engine work on its issues as the stand-alone program does (real git, real gates, the scripted
 * agent as a process), and holds what came of it against the real commits. Used by one thread.
 */
final class ReplayRun {
    private static final Duration LOOK = Duration.ofMillis(300);

    /** How long nothing may be open before the rest is taken to wait for what will not come. */
    private static final Duration STILL = Duration.ofSeconds(15);

    private static final String DATABASE = "replay";

    private final ReplaySettings settings;
    private final Consumer<String> progress;
    private final HostEnvironment host = HostEnvironment.ofThisProcess();
    private final Ground ground;

    ReplayRun(ReplaySettings settings, Consumer<String> progress) {
        this.settings = settings;
        this.progress = progress;
        this.ground = new Ground(settings.directory(), host);
    }

    ReplayReport run() {
        long start = System.nanoTime();
        ReplayGit source = ground.source(settings.repository());
        try (GateTrial gate = new GateTrial(source, settings.gate(), settings.gateTimeout(), host)) {
            CommitPicker.Picked picked = new CommitPicker(source, gate, progress)
                    .pick(ground.resolve(settings.repository(), settings.tip()), settings.issues());
            if (picked.picks().isEmpty()) {
                throw new BenchException("No commit can be done again here: " + picked.passedOver() + ".");
            }
            Expectation expectation = new Expectation(source, picked.base(), picked.changes());
            List<Pick> picks = new MistakePlanner(source, gate, settings.seed()).plan(picked.picks(), expectation);
            ReplayScript script = new ReplayScript(
                    source.gitDirectory().toString(),
                    slug(),
                    picked.base(),
                    ground.costs().toString(),
                    picks);
            script.write(ground.script());
            double preparing = seconds(start);
            progress.accept(picks.size() + " issues, "
                    + picks.stream().filter(pick -> !pick.mistakes().isEmpty()).count()
                    + " of them wrong at first; " + gate.count() + " trees were tried in " + preparing + " s");
            return work(source, gate, script, new Preparation(picked.passedOver(), preparing));
        }
    }

    /** What came before the engine. */
    record Preparation(Map<String, Integer> passedOver, double seconds) {}

    private String slug() {
        String name =
                settings.repository().toAbsolutePath().normalize().getFileName().toString();
        return "replay/" + name.replaceAll("\\.git$", "").replaceAll("[^A-Za-z0-9._-]", "-");
    }

    private ReplayReport work(ReplayGit source, GateTrial gate, ReplayScript script, Preparation preparation) {
        Path original = ground.original(source, script.base());
        LoadedSettings loaded = SettingsLoader.load(new SettingsSources(
                ground.directory(), Optional.of(ground.configuration(settings.workers())), host.variables(), Map.of()));
        ChangeJudge judge = new ChangeJudge(source, Expectation.of(source, script));
        try (PostgresServer server = PostgresServer.start(Map.of("shared_buffers", "128MB"))) {
            SqlClient store = new SqlClient(settings(server), server.user(), "replay");
            long start = System.nanoTime();
            Map<String, Integer> answers;
            ReplayGit forge;
            try (Operations operations = new Engine(host).open(loaded, server.settings(DATABASE))) {
                operations.importRepository(new RepositoryImport(
                        script.slug(),
                        original,
                        Ground.BRANCH,
                        List.of(new GateDefinition("tests", settings.gate(), settings.gateTimeout()))));
                script.picks()
                        .forEach(pick ->
                                operations.fileIssue(new IssueToFile(script.slug(), pick.title(), pick.body())));
                forge = new ReplayGit(operations.bareRepository(script.slug()), host);
                operations.start();
                ScriptedPerson person = new ScriptedPerson(operations, store, forge, script, judge);
                untilSettled(operations, person);
                answers = person.answers();
            }
            double working = seconds(start);
            progress.accept("the issues have settled after " + working + " s; what was merged is checked");
            return new ReplayCheck(script, source, forge, store, judge)
                    .report(settings, gate, preparation, working, answers);
        }
    }

    private static String settings(PostgresServer server) {
        server.createDatabase(DATABASE);
        return server.url(DATABASE);
    }

    private void untilSettled(Operations operations, ScriptedPerson person) {
        long until = System.nanoTime() + settings.cap().toNanos();
        long lastOpen = System.nanoTime();
        long merged = -1;
        while (System.nanoTime() < until) {
            List<IssueView> issues = operations.issues();
            if (settings.person()) {
                person.resetBreakers();
            }
            boolean answered = settings.person() && person.answer(issues);
            if (!answered && issues.stream().allMatch(IssueView::settled)) {
                return;
            }
            if (answered || !operations.openTasks().isEmpty()) {
                lastOpen = System.nanoTime();
            } else if (System.nanoTime() - lastOpen > STILL.toNanos()) {
                return;
            }
            long now = issues.stream().filter(IssueView::merged).count();
            if (now != merged) {
                merged = now;
                progress.accept(merged + " of " + issues.size() + " merged");
            }
            Latencies.pause(LOOK);
        }
        progress.accept("the issues have not settled within " + settings.cap());
    }

    private static double seconds(long start) {
        return Math.round((System.nanoTime() - start) / 1e8) / 10.0;
    }
}

package io.colony.runner.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Kill -9 at any moment, then {@code colony up}: every issue still ends, and nothing is done twice. The moments are spread
 * over a whole run, from the start of the process to shortly after its end; {@code -Dcolony.kill.seed=N} repeats them.
 */
class KillIT {
    private static final int ISSUES = 3;
    private static final int MOMENTS = Integer.getInteger("colony.kill.moments", 20);

    /** Every so many moments the program starts without a store, as on its very first start. */
    private static final int FIRST_START = 5;

    /** Every so many moments the same command is started again instead of {@code up}. */
    private static final int AGAIN = 4;

    private static final long SEED = Long.getLong("colony.kill.seed", new Random().nextInt(1_000_000));
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    static Path directory;

    private static Path preparedStore = Path.of("");
    private static Duration whole = Duration.ZERO;

    /** One run that nobody disturbs: how long it takes, and a store that has been started before. */
    @BeforeAll
    static void measure() throws Exception {
        QuickProject project = QuickProject.create(directory.resolve("undisturbed"));
        try (ColonyProcess empty = ColonyProcess.colony(project.directory(), "tasks")) {
            assertThat(empty.exitCode(PATIENCE)).as(empty.toString()).isZero();
        }
        preparedStore = directory.resolve("prepared");
        copy(project.work().resolve("postgres"), preparedStore);
        // Several at a time, as the trials run.
        QuickProject second = project("second", false);
        QuickProject third = project("third", false);
        long start = System.nanoTime();
        try (ColonyProcess run = ColonyProcess.quickWork(project, ISSUES, "work");
                ColonyProcess beside = ColonyProcess.quickWork(second, ISSUES, "work");
                ColonyProcess besideToo = ColonyProcess.quickWork(third, ISSUES, "work")) {
            assertThat(run.exitCode(PATIENCE)).as(run.toString()).isZero();
            whole = Duration.ofNanos(System.nanoTime() - start);
            assertThat(beside.exitCode(PATIENCE)).as(beside.toString()).isZero();
            assertThat(besideToo.exitCode(PATIENCE)).as(besideToo.toString()).isZero();
        }
        System.out.println("KillIT: seed " + SEED + "; an undisturbed run takes " + whole.toMillis() + " ms");
        upUntilSettled(project, ISSUES);
    }

    @Test
    void everyIssueEndsOnceWheneverTheProgramIsKilled() throws Exception {
        Random random = new Random(SEED);
        List<Callable<String>> trials = new ArrayList<>();
        for (int number = 0; number < MOMENTS; number++) {
            double share = 1.08 * (number + random.nextDouble()) / MOMENTS;
            Trial trial = new Trial(number, Duration.ofMillis((long) (share * whole.toMillis())));
            trials.add(trial::run);
        }
        try (ExecutorService lanes = Executors.newFixedThreadPool(3)) {
            List<Future<String>> results = lanes.invokeAll(trials);
            List<String> failures = new ArrayList<>();
            for (Future<String> result : results) {
                if (!result.get().isEmpty()) {
                    failures.add(result.get());
                }
            }
            assertThat(failures).as("seed " + SEED).isEmpty();
        }
    }

    /** The moments that chance would take long to meet: an act on the code host is under way, its answer not recorded. */
    @ParameterizedTest
    @CsvSource({
        "first-push, kind = 'push' and old_sha is null",
        "pull-request, kind = 'pull-request'",
        "rebased-push, kind = 'push' and old_sha is not null",
        "merge, kind = 'merge'"
    })
    void nothingIsDoneTwiceWhereTheProgramIsKilledWhileItActs(String name, String intent) throws Exception {
        QuickProject project = project(name, false);
        boolean killed;
        try (ColonyProcess run = ColonyProcess.quickWork(project, ISSUES, "work")) {
            run.awaitErr(line -> line.startsWith("filed "), PATIENCE);
            try (StoreFacts store = StoreFacts.of(project.work())) {
                killed = store.awaitIntent(intent, run, PATIENCE);
            }
            // Before the act, in it, or after it: an act takes some tens of milliseconds.
            killed &= !run.ended(Duration.ofMillis(new Random(SEED + intent.hashCode()).nextInt(60)));
            run.kill();
        }
        Processes.awaitEnd(Processes.of(project.directory()), Duration.ofSeconds(10));
        String traces = upUntilSettled(project, -1);
        System.out.println("KillIT: " + name + (killed ? " killed in time; " : " ended before; ") + traces);
    }

    @Test
    void takesInAnIssueThatWasFiledAndNotLetInBeforeTheKill() throws Exception {
        QuickProject project = project("half", false);
        try (ColonyProcess half = ColonyProcess.quickWork(project, 1, "half")) {
            assertThat(half.exitCode(PATIENCE)).as(half.toString()).isZero();
        }

        upUntilSettled(project, 1);
    }

    /** Where a trial failed, its server may still run. */
    @AfterAll
    static void leaveNothingRunning() {
        Processes.withPostgres(directory).forEach(ProcessHandle::destroyForcibly);
    }

    private static QuickProject project(String name, boolean firstStart) throws Exception {
        QuickProject project = QuickProject.create(directory.resolve(name));
        if (!firstStart) {
            Files.createDirectories(project.work());
            copy(preparedStore, project.work().resolve("postgres"));
        }
        return project;
    }

    private static void copy(Path from, Path to) throws IOException, InterruptedException {
        Process copy = new ProcessBuilder("cp", "-a", from.toString(), to.toString())
                .inheritIO()
                .start();
        assertThat(copy.waitFor()).isZero();
    }

    /** One moment. */
    private record Trial(int number, Duration moment) {
        /** Empty when all is well. */
        String run() {
            String name = "kill-" + number + "-at-" + moment.toMillis() + "ms";
            long start = System.nanoTime();
            try {
                String traces = killAndGoOn(name);
                long took = Duration.ofNanos(System.nanoTime() - start).toMillis();
                System.out.println("KillIT: " + name + " well after " + took + " ms; " + traces);
                return "";
            } catch (Exception | AssertionError failure) {
                System.out.println("KillIT: " + name + " FAILED");
                return name + ": " + failure;
            }
        }

        /** What the kill left behind: issues filed before it, runs lost, side effects that recovery had to look up. */
        private String killAndGoOn(String name) throws Exception {
            QuickProject project = project(name, number % FIRST_START == 0);
            try (ColonyProcess run = ColonyProcess.quickWork(project, ISSUES, "work")) {
                if (!run.ended(moment)) {
                    run.kill();
                }
            }
            // The kernel may need a moment, and a git command under way ends by itself.
            Processes.awaitEnd(Processes.of(project.directory()), Duration.ofSeconds(10));
            List<ProcessHandle> left = Processes.withPostgres(project.directory());
            String traces;
            if (number % AGAIN != 1) {
                traces = upUntilSettled(project, -1);
            } else {
                try (ColonyProcess again = ColonyProcess.quickWork(project, ISSUES, "work")) {
                    assertThat(again.exitCode(PATIENCE)).as(again.toString()).isZero();
                }
                traces = upUntilSettled(project, ISSUES);
            }
            Processes.awaitEnd(left, Duration.ofSeconds(10));
            assertThat(Processes.withPostgres(project.directory())).isEmpty();
            return traces;
        }
    }

    /** Goes on with {@code colony up}, checks what must hold, and ends it; nothing is left running. */
    private static String upUntilSettled(QuickProject project, long expected) throws Exception {
        try (ColonyProcess up = ColonyProcess.colony(project.directory(), "up")) {
            up.awaitErr(line -> line.startsWith("colony: up at "), PATIENCE);
            String traces;
            try (StoreFacts store = StoreFacts.of(project.work())) {
                store.awaitSettled(up, PATIENCE);
                store.assertEachIssueIsDoneExactlyOnce(
                        project, expected >= 0 ? expected : store.number("select count(*) from local_issues"));
                traces = store.traces();
            }
            assertThat(up.end()).as(up.toString()).isIn(0, 143);
            assertThat(up.err()).doesNotContain("\tat ").doesNotContain("a fault of Colony");
            assertThat(project.work().resolve("postgres/data/postmaster.pid"))
                    .as(up.toString())
                    .doesNotExist();
            return traces;
        }
    }
}

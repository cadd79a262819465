package io.colony.runner.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.process.LocalCommandRunner;
import io.colony.runner.GitCommand;
import io.colony.runner.demo.Recipe;
import io.colony.runner.demo.Recipes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Kill -9 of the real program while it acts on GitHub, then {@code colony up}: every issue is done by one pull request and
 * one merge, by the host's own records. {@code -Dcolony.kill.seed=N} repeats the moments.
 */
@SuppressWarnings("NullAway.Init")
class GitHubKillIT {
    private static final List<Recipe> RECIPES = Recipes.all().subList(0, 2);
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final long SEED = Long.getLong("colony.kill.seed", new Random().nextInt(1_000_000));
    /** An act on GitHub is a few requests, and for a push a run of git. */
    private static final int LONGEST_ACT_MILLIS = 250;

    @TempDir
    Path directory;

    private GitHubProject project;

    @BeforeEach
    void begin() throws Exception {
        project = GitHubProject.create(
                directory, GitCommand.of(new LocalCommandRunner(), Map.of("PATH", ColonyProcess.path())));
    }

    @AfterEach
    void end() {
        project.close();
        Processes.withPostgres(directory).forEach(ProcessHandle::destroy);
    }

    @ParameterizedTest
    @CsvSource({"push, kind = 'push'", "pull-request, kind = 'pull-request'", "merge, kind = 'merge'"})
    void nothingIsDoneTwiceOnGitHubWhereTheProgramIsKilledWhileItActs(String name, String intent) throws Exception {
        project.register(PATIENCE);
        boolean killed;
        try (ColonyProcess up = project.up(PATIENCE)) {
            try (StoreFacts store = StoreFacts.of(project.work())) {
                RECIPES.forEach(recipe -> project.file(project.ann, recipe, "colony"));
                killed = store.awaitIntent(intent, up, PATIENCE);
            }
            killed &= !up.ended(Duration.ofMillis(new Random(SEED + name.hashCode()).nextInt(LONGEST_ACT_MILLIS)));
            up.kill();
        }
        assertThat(killed).as("it lived until it was killed").isTrue();
        Processes.awaitEnd(Processes.of(directory), Duration.ofSeconds(10));
        System.out.println("GitHubKillIT: seed " + SEED + ", " + name + "; " + goOn());
    }

    /** To the end of every issue; what the kill left behind. */
    private String goOn() throws Exception {
        try (ColonyProcess up = project.up(PATIENCE)) {
            String traces;
            try (StoreFacts store = StoreFacts.of(project.work())) {
                store.awaitOnHost(RECIPES.size(), up, PATIENCE);
                assertThat(store.rows("select distinct state from issues"))
                        .as(store.state())
                        .containsExactly("done");
                assertThat(store.rows("select kind from forge_intents where state = 'open'"))
                        .isEmpty();
                project.assertDoneOnceEach(RECIPES.size());
                traces = store.traces();
            }
            project.end(up);
            return traces;
        }
    }
}

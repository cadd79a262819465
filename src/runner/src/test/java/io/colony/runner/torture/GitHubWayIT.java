package io.colony.runner.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.process.LocalCommandRunner;
import io.colony.runner.GitCommand;
import io.colony.runner.demo.Recipe;
import io.colony.runner.demo.Recipes;
import io.colony.testkit.github.description.Conformance;
import io.colony.testkit.github.description.Description;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The real program on a simulated GitHub: from issues that a person files and labels there to pull requests merged there. */
@SuppressWarnings("NullAway.Init")
class GitHubWayIT {
    private static final Logger LOG = LoggerFactory.getLogger(GitHubWayIT.class);
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int REQUESTS_PER_ISSUE = 60;

    @TempDir
    Path directory;

    private GitHubProject project;
    private Optional<Conformance> conformance = Optional.empty();

    @BeforeEach
    void begin() throws Exception {
        project = GitHubProject.create(
                directory, GitCommand.of(new LocalCommandRunner(), Map.of("PATH", ColonyProcess.path())));
        conformance = Description.installed().map(Conformance::new);
        conformance.ifPresent(judge -> {
            project.github.observe(judge);
            project.github.deliveries().observe(judge);
        });
    }

    @AfterEach
    void end() {
        project.close();
        assertThat(Processes.withPostgres(directory)).isEmpty();
    }

    @Test
    void fiveIssuesGoFromTheirLabelToTheirMerge() throws Exception {
        register();
        try (ColonyProcess up = project.colony("up")) {
            up.awaitErr(line -> line.startsWith("colony: up at "), PATIENCE);
            project.github.addHook(project.repository, project.webhooks(), List.of(GitHubProject.SECRET));
            project.github.requests().reset();
            List<Long> numbers = new ArrayList<>();
            for (Recipe recipe : Recipes.all()) {
                numbers.add(project.file(project.ann, recipe, "colony"));
            }
            try (StoreFacts store = StoreFacts.of(project.work())) {
                store.awaitOnHost(numbers.size(), up, PATIENCE);
                assertThat(store.rows("select state from issues order by number"))
                        .as(store.state())
                        .containsOnly("done");
                assertThat(store.rows("select kind, error from outbox where failed_at is not null"))
                        .isEmpty();
            }
            project.github.awaitQuiet(Duration.ofSeconds(20));
            assertMerged(numbers);
            long each = project.github.requests().total() / numbers.size();
            LOG.info(
                    "requests per issue: {}, of them not modified {}; {}",
                    each,
                    project.github.requests().notModified() / numbers.size(),
                    project.github.requests().byRoute());
            assertThat(each)
                    .as("requests per issue; %s", project.github.requests().byRoute())
                    .isLessThan(REQUESTS_PER_ISSUE);
            assertThat(up.end()).as(up.toString()).isIn(0, 143);
            assertThat(up.err() + up.out()).doesNotContain(project.opsToken).doesNotContain(project.coderToken);
        }
        conformance.ifPresent(Conformance::assertNone);
    }

    private void register() throws Exception {
        try (ColonyProcess add = project.colony("repository", "add", GitHubProject.SLUG)) {
            assertThat(add.exitCode(PATIENCE)).as(add.toString()).isZero();
            assertThat(add.out())
                    .contains("acme/tally of code host 'github' is registered; changes are built on main.");
        }
    }

    private void assertMerged(List<Long> numbers) {
        GitHubFacts facts = new GitHubFacts(project.github.apiUrl(), project.opsToken);
        for (long number : numbers) {
            assertThat(facts.issue(number).path("state").asText()).isEqualTo("closed");
            assertThat(facts.labels(number)).contains("colony", "colony:done");
        }
        assertThat(facts.pulls()).hasSize(numbers.size()).allSatisfy(pull -> {
            assertThat(pull.path("merged_at").isNull()).isFalse();
            assertThat(pull.path("user").path("login").asText()).isEqualTo("colony-coder");
            assertThat(facts.comments(pull.path("number").asLong()))
                    .anySatisfy(comment -> assertThat(comment)
                            .contains("**APPROVE**")
                            .contains("| gate | result |")
                            .contains("Cost of the issue so far"));
            assertThat(facts.statuses(pull.path("head").path("sha").asText()))
                    .contains("colony/checks success", "colony/review success", "colony/merge success");
        });
    }
}

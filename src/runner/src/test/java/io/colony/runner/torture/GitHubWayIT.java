package io.colony.runner.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.process.LocalCommandRunner;
import io.colony.runner.GitCommand;
import io.colony.runner.demo.Recipe;
import io.colony.runner.demo.Recipes;
import io.colony.testkit.github.description.Conformance;
import io.colony.testkit.github.description.Description;
import io.colony.testkit.github.fault.FaultPlan;
import io.colony.testkit.github.fault.FaultPlan.Kind;
import io.colony.testkit.github.rest.Requests;
import java.io.IOException;
import java.nio.file.Files;
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
    private static final Duration LONG_PATIENCE = Duration.ofMinutes(9);
    private static final List<Recipe> RECIPES = Recipes.all();
    private static final long SEED = 20261128;
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
        Processes.withPostgres(directory).forEach(ProcessHandle::destroy);
    }

    @Test
    void issuesGoFromTheirLabelToTheirMerge() throws Exception {
        project.register(PATIENCE);
        try (ColonyProcess up = project.up(PATIENCE)) {
            // Closed before the program ends, which leaves a server that somebody else uses.
            try (StoreFacts store = StoreFacts.of(project.work())) {
                List<Long> numbers = new ArrayList<>();
                // What is done once for a repository is no part of what an issue costs.
                numbers.add(project.file(project.ann, RECIPES.getLast(), "colony"));
                store.awaitOnHost(1, up, PATIENCE);
                project.github.requests().reset();
                RECIPES.subList(0, RECIPES.size() - 1)
                        .forEach(recipe -> numbers.add(project.file(project.ann, recipe, "colony")));
                long unlabelled = project.by(project.joe).openIssue("Let me in", "Please.");
                project.by(project.joe).comment(numbers.getLast(), "/colony:cancel");
                project.by(project.ops).comment(numbers.getLast(), "/colony:cancel");
                store.awaitOnHost(numbers.size(), up, PATIENCE);
                assertAllDone(store);
                tellRequests(numbers.size() - 1);
                assertMerged(numbers);
                assertThat(facts().labels(unlabelled)).isEmpty();
            }
            project.end(up);
        }
        conformance.ifPresent(Conformance::assertNone);
    }

    @Test
    void aPullRequestThatAPersonWroteIsReviewedWhenSomebodyAsks() throws Exception {
        project.register(PATIENCE);
        try (ColonyProcess up = project.up(PATIENCE)) {
            try (StoreFacts store = StoreFacts.of(project.work())) {
                String head =
                        project.repository.push(project.ann, "anns-work", "More", Map.of("docs/more.md", "# More\n"));
                long number = project.by(project.ann).openPull("Say more", "It says more.", "anns-work", "main");
                project.by(project.joe).comment(number, "/colony:review");
                project.by(project.ann).comment(number, "/colony:review");
                store.awaitOnHost(1, up, PATIENCE);

                assertThat(store.rows("select state, workflow_id from issues"))
                        .containsExactly("reviewed colony-review");
                GitHubFacts facts = facts();
                assertThat(facts.statuses(head)).contains("colony/checks success", "colony/review success");
                assertThat(facts.comments(number))
                        .anySatisfy(comment -> assertThat(comment).contains("**APPROVE** at `" + head + "`"))
                        .anySatisfy(comment -> assertThat(comment).contains("is in-review now, at " + head));
                assertThat(facts.labels(number)).contains("colony:reviewed");
                assertThat(facts.pulls())
                        .singleElement()
                        .satisfies(pull ->
                                assertThat(pull.path("merged_at").isNull()).isTrue());
                assertThat(project.did("PUT .*/merge")).isEmpty();
            }
            project.end(up);
        }
        conformance.ifPresent(Conformance::assertNone);
    }

    @Test
    void whatGoesWrongOnTheWayEndsAsWithout() throws Exception {
        project.register(PATIENCE);
        // Of ten requests three go wrong, and of ten webhooks; of ten fetches and pushes one.
        FaultPlan plan = FaultPlan.seeded(SEED).withDelay(Duration.ofMillis(200));
        for (Kind kind : List.of(
                Kind.INTERNAL_ERROR,
                Kind.BAD_GATEWAY,
                Kind.UNAVAILABLE,
                Kind.LOST_REQUEST,
                Kind.LOST_ANSWER,
                Kind.SLOW)) {
            plan = plan.with(kind, 0.05);
        }
        for (Kind kind : List.of(Kind.HOOK_LOST, Kind.HOOK_DOUBLED, Kind.HOOK_LATE)) {
            plan = plan.with(kind, 0.1);
        }
        plan = plan.with(Kind.GIT_UNAVAILABLE, 0.1);
        try (ColonyProcess up = project.up(PATIENCE)) {
            // Closed before the program ends, which leaves a server that somebody else uses.
            try (StoreFacts store = StoreFacts.of(project.work())) {
                project.github.follow(plan);
                List<Long> numbers = new ArrayList<>();
                RECIPES.forEach(recipe -> numbers.add(project.file(project.ann, recipe, "colony")));
                store.awaitOnHost(numbers.size(), up, LONG_PATIENCE);
                project.github.follow(FaultPlan.NONE);
                assertAllDone(store);
                LOG.info(
                        "with seed {} went wrong: {}",
                        SEED,
                        project.github.faults().drawn());
                assertThat(project.github.faults().drawn()).hasSizeGreaterThan(5);
                assertMerged(numbers);
            }
            project.end(up);
        }
    }

    private void assertAllDone(StoreFacts store) throws Exception {
        assertThat(store.rows("select distinct state from issues"))
                .as(store.state())
                .containsExactly("done");
        assertThat(store.rows("select kind, error from outbox where failed_at is not null"))
                .isEmpty();
        project.github.awaitQuiet(Duration.ofSeconds(20));
    }

    /** Also for people, as a file. */
    private void tellRequests(int issues) throws IOException {
        Requests asked = project.github.requests();
        long each = asked.total() / issues;
        String told = "requests per issue: " + each + ", of which " + asked.notModified() / issues
                + " were answered 304; " + asked.byRoute() + "\n";
        Files.writeString(Files.createDirectories(Path.of("target")).resolve("github-requests.txt"), told);
        assertThat(each).as("requests per issue; %s", asked.byRoute()).isLessThan(REQUESTS_PER_ISSUE);
    }

    private GitHubFacts facts() {
        return new GitHubFacts(project.github.apiUrl(), project.opsToken);
    }

    private void assertMerged(List<Long> numbers) {
        project.assertDoneOnceEach(numbers.size());
        GitHubFacts facts = facts();
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

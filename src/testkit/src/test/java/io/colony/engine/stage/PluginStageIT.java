package io.colony.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.colony.engine.database.Json;
import io.colony.engine.issue.Issue;
import io.colony.engine.ledger.Ceilings;
import io.colony.engine.plugin.PluginArtifact;
import io.colony.engine.plugin.PluginContext;
import io.colony.engine.plugin.PluginResult;
import io.colony.engine.plugin.PluginUsage;
import io.colony.engine.stage.StageFixture.Setup;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every plugin can rely on, and what none can do: a plugin's own executor on the real store. */
class PluginStageIT {
    @TempDir
    Path work;

    @SuppressWarnings("NullAway.Init")
    private StageFixture colony;

    @AfterEach
    void stop() {
        colony.close();
    }

    private SamplePlugin with(SamplePlugin plugin) {
        colony = new StageFixture(work, new Setup(Ceilings.DEFAULT, SamplePlugin.workflow(), List.of(plugin)));
        return plugin;
    }

    @Test
    void itsOutcomeIsRoutedByTheWorkflowAndItsArtefactsAreKept() {
        SamplePlugin plugin = with(SamplePlugin.free());
        plugin.next(context -> {
            assertThat(context.issue().title()).isEqualTo("Add a greeting");
            assertThat(context.issue().key()).startsWith("acme/shop#");
            assertThat(context.attempt()).isEqualTo(1);
            assertThat(context.history()).isEmpty();
            assertThat(context.workspace()).isEmpty();
            assertThat(context.budgetUsd()).isEqualByComparingTo("0");
            context.log("Looked.");
            return new PluginResult.Finished(
                    "found",
                    "One thing.",
                    List.of(new PluginArtifact(
                            "findings", JsonNodeFactory.instance.arrayNode().add("mend it"))));
        });
        Issue issue = colony.file("Add a greeting", "Please.");
        assertThat(colony.worker.step()).isTrue();

        assertThat(colony.path(issue)).containsExactly("unlabeled", "checking", "waiting");
        assertThat(colony.reason(issue)).isEqualTo("One thing.");
        assertThat(colony.one("select content ->> 0 from attempt_artifacts where kind = 'findings'"))
                .isEqualTo("mend it");
        assertThat(colony.list("select text from transcripts")).containsExactly("Looked.");
        assertThat(colony.one("select stage || ' ' || outcome || ' ' || end_kind from agent_runs"))
                .isEqualTo("plugin:sample/check found completed");
        assertThat(colony.one("select role || ' ' || usd from cost_events")).isEqualTo("Checker 0.000000");

        plugin.next(context -> {
            assertThat(context.history()).singleElement().satisfies(attempt -> {
                assertThat(attempt.outcome()).isEqualTo("found");
                assertThat(attempt.artifacts().getFirst().content().path(0).asText())
                        .isEqualTo("mend it");
            });
            return PluginResult.finished("passed", "Mended.");
        });
        colony.event(issue, "retry");
        colony.worker.step();
        assertThat(colony.state(issue)).isEqualTo("done");
    }

    @Test
    void anOutcomeThatItDidNotDeclareIsAPermanentFailureAndNeverATransition() {
        SamplePlugin plugin = with(SamplePlugin.free());
        // The workflow has a route of this name out of the state: it is not the plugin's to take.
        plugin.next(context -> PluginResult.finished("issue-closed", "I say it is closed."));
        Issue issue = colony.file("Add a greeting", "Please.");
        colony.worker.step();

        assertThat(colony.state(issue)).isEqualTo("failure-blocked");
        assertThat(colony.reason(issue))
                .contains("'issue-closed', which it does not declare", "passed, found", "has to be corrected");
    }

    @Test
    void aFailureIsTriedAgainOrGivenUpAsItSays() {
        SamplePlugin plugin = with(SamplePlugin.free());
        plugin.next(context -> PluginResult.tryAgain("The licence server is away."));
        plugin.next(context -> {
            throw new IllegalStateException("boom");
        });
        Issue issue = colony.file("Add a greeting", "Please.");
        colony.workOn();
        assertThat(colony.state(issue)).isEqualTo("done");
        assertThat(colony.list("select failure_class || ': ' || reason from agent_runs where end_kind = 'failed'"))
                .containsExactly(
                        "transient: The licence server is away.",
                        "transient: plugin:sample/check threw java.lang.IllegalStateException: boom");

        plugin.next(context -> PluginResult.giveUp("There is no licence list. Write one."));
        Issue other = colony.file("Add another", "Please do.");
        colony.worker.step();
        assertThat(colony.state(other)).isEqualTo("failure-blocked");
        assertThat(colony.reason(other)).startsWith("There is no licence list. Write one.");
    }

    @Test
    @SuppressWarnings("NullAway")
    void whatIsNoAnswerBlocksTheIssueWithAMessageForThePluginsAuthor() {
        SamplePlugin plugin = with(SamplePlugin.free());
        plugin.next(context -> null);
        plugin.next(context -> new PluginResult.Later(Duration.ofDays(9), "spring"));
        plugin.next(context -> left("conflict"));
        plugin.next(context -> left("Not A Kind"));

        for (String words : List.of("answered nothing", "again after PT216H", "of the kind 'conflict'", "Not A Kind")) {
            Issue issue = colony.file("Issue for " + words, "Please.");
            colony.worker.step();
            assertThat(colony.state(issue)).as(words).isEqualTo("failure-blocked");
            assertThat(colony.reason(issue)).contains(words, "has to be corrected");
        }
        assertThat(colony.list("select kind from attempt_artifacts where kind <> 'failure'"))
                .isEmpty();
    }

    private static PluginResult left(String kind) {
        return new PluginResult.Finished("passed", "x", List.of(new PluginArtifact(kind, Json.object())));
    }

    @Test
    void waitingGivesTheWorkerBackAndIsNoAttempt() {
        SamplePlugin plugin = with(SamplePlugin.free());
        plugin.next(context -> new PluginResult.Later(Duration.ofMinutes(5), "the nightly build"));
        Issue issue = colony.file("Add a greeting", "Please.");
        colony.worker.step();

        assertThat(colony.one("select waits_for || ' ' || attempt from tasks where state = 'queued'"))
                .isEqualTo("the nightly build 1");
        assertThat(colony.worker.step()).isFalse();
        colony.clock.advance(Duration.ofMinutes(6));
        colony.worker.step();
        assertThat(colony.state(issue)).isEqualTo("done");
    }

    @Test
    void whatItSpendsIsReservedForAndBooked() {
        SamplePlugin plugin = with(new SamplePlugin(true, false, Duration.ofMinutes(1)));
        plugin.next(context -> {
            assertThat(context.budgetUsd()).isEqualByComparingTo("2");
            context.spent(PluginUsage.ofUsd(new BigDecimal("0.25")));
            context.spent(PluginUsage.ofUsd(new BigDecimal("0.30")));
            return PluginResult.finished("passed", "Asked a model.");
        });
        colony.file("Add a greeting", "Please.");
        colony.worker.step();
        assertThat(colony.one("select usd || ' ' || estimated || ' ' || back_end from cost_events"))
                .isEqualTo("0.300000 false plugin:sample/check");

        plugin.next(context -> PluginResult.finished("passed", "Says nothing of money."));
        colony.file("Add another", "Please do.");
        colony.worker.step();
        assertThat(colony.list("select usd || ' ' || estimated from cost_events order by id"))
                .contains("2.000000 true");
    }

    @Test
    void moreThanItsBudgetEndsIt() {
        SamplePlugin plugin = with(new SamplePlugin(true, false, Duration.ofMinutes(1)));
        plugin.next(context -> {
            context.spent(PluginUsage.ofUsd(new BigDecimal("2.01")));
            new CountDownLatch(1).await();
            return PluginResult.finished("passed", "never");
        });
        Issue issue = colony.file("Add a greeting", "Please.");
        colony.worker.step();

        assertThat(colony.state(issue)).isEqualTo("failure-blocked");
        assertThat(colony.reason(issue)).contains("spent more than its budget");
        assertThat(colony.one("select usd from cost_events")).isEqualTo("2.010000");
    }

    @Test
    void aPersonsActEndsItAndItsAnswerCountsForNothing() {
        SamplePlugin plugin = with(SamplePlugin.free());
        AtomicReference<PluginContext> kept = new AtomicReference<>();
        Issue issue = colony.file("Add a greeting", "Please.");
        plugin.next(context -> {
            kept.set(context);
            colony.event(issue, "cancel");
            colony.leases.beat();
            assertThat(context.stopRequested()).isTrue();
            new CountDownLatch(1).await();
            return PluginResult.finished("passed", "never");
        });
        colony.worker.step();

        assertThat(colony.state(issue)).isEqualTo("cancelled");
        assertThat(colony.one("select end_kind from agent_runs")).isEqualTo("revoked");
        kept.get().log("from beyond");
        assertThat(colony.list("select 1 from transcripts")).isEmpty();
    }

    @Test
    void whatTakesTooLongIsEndedAndTriedAgain() {
        SamplePlugin plugin = with(new SamplePlugin(false, false, Duration.ofMillis(50)));
        plugin.next(context -> {
            new CountDownLatch(1).await();
            return PluginResult.finished("passed", "never");
        });
        Issue issue = colony.file("Add a greeting", "Please.");
        colony.worker.step();

        assertThat(colony.state(issue)).isEqualTo("checking");
        assertThat(colony.one("select failure_class || ' ' || reason from agent_runs"))
                .startsWith("stalled ")
                .contains("time limit of PT0.05S");
    }

    @Test
    void itGetsACleanCheckoutWhereItAsksForOne() {
        SamplePlugin plugin = with(new SamplePlugin(false, true, Duration.ofMinutes(1)));
        AtomicReference<Path> checkout = new AtomicReference<>();
        plugin.next(context -> {
            Path directory = context.workspace().orElseThrow();
            checkout.set(directory);
            assertThat(text(directory.resolve("list.txt"))).isEqualTo("one\ntwo\nthree\n");
            return PluginResult.finished("passed", "It is there.");
        });
        Issue issue = colony.file("Add a greeting", "Please.");
        colony.worker.step();

        assertThat(colony.state(issue)).isEqualTo("done");
        assertThat(checkout.get()).doesNotExist();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }
}

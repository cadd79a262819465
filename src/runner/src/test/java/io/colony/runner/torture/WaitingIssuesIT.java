package io.colony.runner.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.command.OperatorAction;
import io.colony.engine.config.HostEnvironment;
import io.colony.engine.config.LoadedSettings;
import io.colony.engine.config.SettingsLoader;
import io.colony.engine.config.SettingsSources;
import io.colony.engine.process.LocalCommandRunner;
import io.colony.runner.Engine;
import io.colony.runner.IssueToFile;
import io.colony.runner.IssueView;
import io.colony.runner.Operations;
import io.colony.runner.RepositoryImport;
import io.colony.runner.postgres.EmbeddedStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code colony run} and {@code colony demo} take for the end of an issue that waits for others. */
class WaitingIssuesIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path directory;

    @Test
    void anIssueThatWaitsForAnotherIsSettledOnlyWhileThatOneStandsStill() throws Exception {
        QuickProject project = QuickProject.create(directory.resolve("project"));
        HostEnvironment host = HostEnvironment.ofThisProcess();
        LoadedSettings settings = SettingsLoader.load(
                new SettingsSources(project.directory(), Optional.empty(), host.variables(), Map.of()));
        try (EmbeddedStore store = EmbeddedStore.open(project.work(), new LocalCommandRunner(), host);
                Operations operations = new Engine(host).open(settings, store.settings())) {
            operations.importRepository(new RepositoryImport(QuickProject.SLUG, project.original(), "main", List.of()));
            String first = file(operations, 1, "Please.");
            String second = file(operations, 3, "Depends on #1");
            operations.act(first, OperatorAction.PAUSE, Optional.empty(), "Later.");
            operations.start();

            IssueView waiting = await(operations, second, issue -> issue.state().equals("dependency-blocked"));
            assertThat(waiting.settled()).as("the first one waits for a person").isTrue();
            assertThat(waiting.waitingFor()).isPresent();

            operations.act(first, OperatorAction.RESUME, Optional.empty(), "Now.");
            IssueView going = view(operations, second);
            assertThat(going.settled()).as("the first one goes on: %s", going).isFalse();

            assertThat(await(operations, second, IssueView::settled).merged())
                    .as("the first end that is seen is the real one")
                    .isTrue();
        }
    }

    private static String file(Operations operations, int number, String body) {
        return operations.fileIssue(new IssueToFile(QuickProject.SLUG, QuickProject.title(number), body));
    }

    private static IssueView view(Operations operations, String key) {
        return operations.issues().stream()
                .filter(issue -> issue.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private static IssueView await(Operations operations, String key, Predicate<IssueView> wanted)
            throws InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        IssueView issue = view(operations, key);
        while (!wanted.test(issue)) {
            assertThat(System.nanoTime()).as("it should come to it: %s", issue).isLessThan(until);
            boolean interrupted = new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
            assertThat(interrupted).isFalse();
            issue = view(operations, key);
        }
        return issue;
    }
}

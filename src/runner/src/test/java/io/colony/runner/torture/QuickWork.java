package io.colony.runner.torture;

import io.colony.engine.config.HostEnvironment;
import io.colony.engine.config.LoadedSettings;
import io.colony.engine.config.SettingsLoader;
import io.colony.engine.config.SettingsSources;
import io.colony.engine.database.Database;
import io.colony.engine.forge.local.LocalForge;
import io.colony.engine.process.LocalCommandRunner;
import io.colony.runner.Engine;
import io.colony.runner.IssueToFile;
import io.colony.runner.IssueView;
import io.colony.runner.Operations;
import io.colony.runner.RepositoryImport;
import io.colony.runner.ShutdownSignal;
import io.colony.runner.postgres.EmbeddedStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What {@code colony demo --exit} does, on a {@link QuickProject} in the current directory: takes in the repository, files
 * what is not filed yet, and works until all is settled. A process of its own, so that it can be killed.
 */
final class QuickWork {
    private static final Duration INTERVAL = Duration.ofMillis(100);

    private final Operations operations;
    private final int count;

    private QuickWork(Operations operations, int count) {
        this.operations = operations;
        this.count = count;
    }

    /** Arguments: how many issues; and {@code work}, {@code file} (and do nothing) or {@code half} (file, not let in). */
    public static void main(String[] arguments) {
        HostEnvironment host = HostEnvironment.ofThisProcess();
        LoadedSettings settings = SettingsLoader.load(SettingsSources.of(host));
        Path work = settings.settings().workDirectory();
        int count = Integer.parseInt(arguments[0]);
        try (EmbeddedStore store = EmbeddedStore.open(work, new LocalCommandRunner(), host);
                Operations operations = new Engine(host).open(settings, store.settings())) {
            operations.importRepository(new RepositoryImport(
                    QuickProject.SLUG, host.currentDirectory().resolve("original"), "main", List.of()));
            QuickWork quick = new QuickWork(operations, count);
            switch (arguments[1]) {
                case "work" -> {
                    quick.file();
                    operations.start();
                    quick.untilSettled();
                }
                case "file" -> quick.file();
                case "half" ->
                    fileHalf(store, work, settings.settings().labels().trigger());
                default -> throw new IllegalArgumentException(arguments[1]);
            }
        }
    }

    private void file() {
        Set<String> present = operations.issues().stream().map(IssueView::title).collect(Collectors.toSet());
        for (int number = 1; number <= count; number++) {
            String title = QuickProject.title(number);
            if (!present.contains(title)) {
                System.err.println(
                        "filed " + operations.fileIssue(new IssueToFile(QuickProject.SLUG, title, "Please.")));
            }
        }
    }

    /** As where the program is killed between filing an issue and letting it in. */
    private static void fileHalf(EmbeddedStore store, Path work, String label) {
        try (Database database = Database.open(store.settings())) {
            LocalForge.create(database, work.resolve("forge"), new LocalCommandRunner(), Clock.systemUTC())
                    .createIssue(QuickProject.SLUG, QuickProject.title(1), "Please.", "ada", List.of(label));
        }
    }

    private void untilSettled() {
        ShutdownSignal shutdown = ShutdownSignal.ofThisProcess();
        boolean asked = false;
        while (!asked && !operations.issues().stream().allMatch(IssueView::settled)) {
            asked = shutdown.await(INTERVAL);
        }
        shutdown.finished();
    }
}

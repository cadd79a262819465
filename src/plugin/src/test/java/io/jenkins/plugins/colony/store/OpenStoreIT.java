package io.jenkins.plugins.colony.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.ColonyException;
import io.colony.engine.config.HostedSettings;
import io.colony.engine.config.LoadedSettings;
import io.colony.engine.status.WorkerEntry;
import io.colony.testkit.TestDatabase;
import io.colony.web.access.FormTokens;
import io.colony.web.host.HostAccess;
import io.colony.web.host.OpenStore;
import io.jenkins.plugins.colony.configuration.Choice;
import io.jenkins.plugins.colony.configuration.SettingsFromJenkins;
import io.jenkins.plugins.colony.configuration.StoreChoice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenStoreIT {
    @TempDir
    private Path directory;

    private final TestDatabase database = TestDatabase.create();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void takesPartInTheWorkWithoutAnyRepositoryAndSignsOff() {
        try (OpenStore store = open()) {
            assertThat(store.work().due(10)).isEmpty();
            assertThat(store.doors().status().workers())
                    .noneMatch(worker -> worker.name().contains("worker-"));
            assertThat(store.doors().status().workers())
                    .anyMatch(worker -> worker.name().endsWith("/builds") && worker.live());
        }
        try (OpenStore next = open()) {
            assertThat(next.doors().status().workers())
                    .filteredOn(worker -> worker.name().endsWith("/builds"))
                    .extracting(WorkerEntry::stoppedAt)
                    .anyMatch(Optional::isPresent);
        }
    }

    @Test
    void leavesNothingOpenWhereItCannotBegin() throws Exception {
        Files.writeString(directory.resolve("work"), "in the way");
        assertThatThrownBy(this::open).isInstanceOf(ColonyException.class).hasMessageContaining("cannot be made");
        Files.delete(directory.resolve("work"));
        open().close();
    }

    private OpenStore open() {
        LoadedSettings settings = SettingsFromJenkins.load(
                directory,
                new Choice(new StoreChoice(database.settings().url().replaceFirst("[?].*", ""), "")),
                Optional.of(new HostedSettings.Login(
                        database.settings().user(),
                        database.settings().password().reveal())),
                Map.of());
        return OpenStore.open(
                "jenkins-test",
                HostedSettings.store(settings),
                settings,
                Map.of(),
                new HostAccess(() -> "ada", (role, where) -> true, "Ask the administrator."),
                new FormTokens(new SecureRandom()));
    }
}

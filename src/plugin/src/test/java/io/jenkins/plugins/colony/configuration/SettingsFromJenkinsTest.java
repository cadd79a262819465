package io.jenkins.plugins.colony.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.config.ConfigException;
import io.colony.engine.config.EffectiveConfiguration.Entry;
import io.colony.engine.config.LoadedSettings;
import io.colony.engine.database.DatabaseSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFromJenkinsTest {
    private static final StoreChoice STORE = new StoreChoice(" jdbc:postgresql://db/colony ", "store-login");

    @TempDir
    private Path directory;

    @Test
    void takesUrlFromTheFormAndLoginFromCredentials() {
        DatabaseSettings store = SettingsFromJenkins.store(load());
        assertThat(store.url()).isEqualTo("jdbc:postgresql://db/colony");
        assertThat(store.user()).isEqualTo("worker");
        assertThat(store.password().reveal()).isEqualTo("s3cret");
    }

    @Test
    void showsWhereEachValueComesFromAndNoPassword() {
        assertThat(load().effective().entries())
                .contains(
                        new Entry("store.url", "jdbc:postgresql://db/colony", "Jenkins: System, Colony"),
                        new Entry("store.password", "(hidden)", "Jenkins: credentials store-login"),
                        new Entry("trigger_label", "colony", "default"))
                .noneMatch(entry -> entry.value().contains("s3cret"));
    }

    @Test
    void refusesCredentialsInTheUrl() {
        StoreChoice store = new StoreChoice("jdbc:postgresql://db/colony?password=s3cret", "");
        assertThatThrownBy(() -> SettingsFromJenkins.load(directory, store, Optional.empty()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("store.url")
                .message()
                .doesNotContain("s3cret", "command line");
    }

    @Test
    void refusesAServerOfItsOwn() {
        LoadedSettings loaded = SettingsFromJenkins.load(directory, new StoreChoice("embedded", ""), Optional.empty());
        assertThatThrownBy(() -> SettingsFromJenkins.store(loaded))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("jdbc:postgresql://HOST:PORT/DATABASE");
    }

    @Test
    void refusesWhatItDoesNotKnow() throws Exception {
        Files.writeString(directory.resolve("colony.yaml"), "celings:\n  run: 1\n");
        assertThatThrownBy(this::load).hasMessageContaining("celings");
    }

    @Test
    void neverPrintsAPassword() {
        assertThat(new SettingsFromJenkins.Login("worker", "s3cret").toString()).isEqualTo("worker");
    }

    private LoadedSettings load() {
        return SettingsFromJenkins.load(
                directory, STORE, Optional.of(new SettingsFromJenkins.Login("worker", "s3cret")));
    }
}

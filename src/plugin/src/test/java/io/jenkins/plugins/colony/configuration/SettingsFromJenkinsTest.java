package io.jenkins.plugins.colony.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.config.ConfigException;
import io.colony.engine.config.EffectiveConfiguration.Entry;
import io.colony.engine.config.HostedSettings;
import io.colony.engine.config.LoadedSettings;
import io.colony.engine.database.DatabaseSettings;
import io.colony.engine.forge.github.GitHubCredentials;
import io.colony.engine.secret.Secret;
import io.colony.web.host.RepositoryLines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFromJenkinsTest {
    private static final StoreChoice STORE = new StoreChoice(" jdbc:postgresql://db/colony ", "store-login");

    @TempDir
    private Path directory;

    @Test
    void takesUrlFromTheFormAndLoginFromCredentials() {
        DatabaseSettings store = HostedSettings.store(load());
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
        assertThatThrownBy(() -> SettingsFromJenkins.load(directory, new Choice(store), Optional.empty(), Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("store.url")
                .message()
                .doesNotContain("s3cret", "command line");
    }

    @Test
    void refusesAServerOfItsOwn() {
        LoadedSettings loaded = SettingsFromJenkins.load(
                directory, new Choice(new StoreChoice("embedded", "")), Optional.empty(), Map.of());
        assertThatThrownBy(() -> HostedSettings.store(loaded))
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
        assertThat(new HostedSettings.Login("worker", "s3cret").toString()).isEqualTo("worker");
    }

    private LoadedSettings load() {
        return SettingsFromJenkins.load(
                directory, new Choice(STORE), Optional.of(new HostedSettings.Login("worker", "s3cret")), Map.of());
    }

    @Test
    void readsSettingsAndSecretsOfTheForm() {
        Choice choice = new Choice(
                STORE,
                "agents:\n  mine:\n    type: command\n    command: my-agent\n    environment: [PATH, MODEL_KEY]\ngithub: {token_variable: HUB}\n",
                Map.of("HUB", "hub-token", "MODEL_KEY", "model-key"));

        LoadedSettings loaded = SettingsFromJenkins.load(
                directory, choice, Optional.empty(), Map.of("HUB", "a-token-of-github", "MODEL_KEY", "a-key"));

        assertThat(loaded.settings().github()).isPresent();
        assertThat(loaded.settings().agents().byName())
                .hasEntrySatisfying(
                        "mine", agent -> assertThat(agent.environment()).contains("MODEL_KEY"));
        assertThat(loaded.effective().entries())
                .noneMatch(entry -> entry.value().contains("a-token-of-github"));
    }

    @Test
    void aDraftIsCheckedByLineAndChangesNothing() throws Exception {
        Choice good = new Choice(STORE, "workers: {per_repository: 2}\n", Map.of());
        SettingsFromJenkins.load(directory, good, Optional.empty(), Map.of());

        assertThatThrownBy(() ->
                        SettingsFromJenkins.check(directory, new Choice(STORE, "\ncelings: {run: 1}\n", Map.of())))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("Settings:2: unknown key 'celings'");
        SettingsFromJenkins.check(
                directory, new Choice(STORE, "github: {token_variable: HUB}\n", Map.of("HUB", "hub-token")));
        assertThat(directory.resolve("settings.yaml")).hasContent("workers: {per_repository: 2}\n");
    }

    @Test
    void aGitHubAppOfJenkinsIsOneOfTheEngine() {
        Choice choice = new Choice(STORE, "github: {app_variable: HUB}\n", Map.of("HUB", "hub-app"));
        String key = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----";

        LoadedSettings loaded = SettingsFromJenkins.load(
                directory, choice, Optional.empty(), Map.of("HUB", SecretKind.GitHubApp.content(" 4711", key)));

        assertThat(loaded.settings().github().orElseThrow().credentials())
                .isEqualTo(
                        GitHubCredentials.one(new GitHubCredentials.App(4711, Secret.of(key), OptionalLong.empty())));
        assertThat(loaded.toString()).doesNotContain("AAAA");
        SettingsFromJenkins.check(directory, choice);
    }

    @Test
    void repositoriesStandOneALine() {
        assertThat(RepositoryLines.parse(" acme/shop \n\nacme/tools.v2\nacme/shop\n"))
                .containsExactly("acme/shop", "acme/tools.v2");
        assertThatThrownBy(() -> RepositoryLines.parse("acme/shop\nhttps://github.com/acme/x"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("line 2: 'https://github.com/acme/x' is no repository");
    }
}

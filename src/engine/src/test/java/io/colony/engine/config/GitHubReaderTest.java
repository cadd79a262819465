package io.colony.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.ColonyException;
import io.colony.engine.forge.github.GitHubCredentials;
import io.colony.engine.forge.github.GitHubCredentials.App;
import io.colony.engine.forge.github.GitHubCredentials.Token;
import io.colony.engine.forge.github.GitHubSettings;
import io.colony.engine.forge.github.GitHubSettings.MergeMethod;
import io.colony.engine.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GitHubReaderTest {
    private static final String TOKEN = "ghp_0123456789abcdefghij";
    private static final String PEM = "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n";

    @TempDir
    Path directory;

    @Test
    void withoutACredentialThereIsNoGitHub() throws IOException {
        assertThat(load("github: {merge_method: squash}", Map.of()).settings().github())
                .isEmpty();
    }

    @Test
    void oneTokenStandsForBothIdentities() throws IOException {
        Files.writeString(directory.resolve("token"), TOKEN + "\n");

        GitHubAccess github = load("github: {token_file: token}", Map.of())
                .settings()
                .github()
                .orElseThrow();

        assertThat(github.settings()).isEqualTo(GitHubSettings.DEFAULT);
        assertThat(github.credentials()).isEqualTo(GitHubCredentials.one(new Token(Secret.of(TOKEN))));
    }

    @Test
    void anAppAndATokenAreTwoIdentities() throws IOException {
        Files.writeString(directory.resolve("app.pem"), PEM);

        GitHubAccess github =
                load("""
                        github:
                          api_url: https://git.acme.example/api/v3
                          merge_method: rebase
                          reserve_percent: 20
                          app_id: 4711
                          app_key_file: app.pem
                          installation_id: 12
                          coder_token_variable: CODER_TOKEN
                        """, Map.of("CODER_TOKEN", TOKEN)).settings().github().orElseThrow();

        assertThat(github.settings())
                .isEqualTo(new GitHubSettings(URI.create("https://git.acme.example/api/v3"), MergeMethod.REBASE, 20));
        assertThat(github.credentials())
                .isEqualTo(new GitHubCredentials(
                        new App(4711, Secret.of(PEM), OptionalLong.of(12)), new Token(Secret.of(TOKEN))));
    }

    @Test
    void aWholeAppMayStandInAVariable() throws IOException {
        GitHubAccess github = load(
                        "github: {app_variable: APP, installation_id: 12, coder_app_variable: CODER}",
                        Map.of("APP", " 4711 \r\n" + PEM, "CODER", "12\n" + PEM))
                .settings()
                .github()
                .orElseThrow();

        assertThat(github.credentials())
                .isEqualTo(new GitHubCredentials(
                        new App(4711, Secret.of(PEM.strip()), OptionalLong.of(12)),
                        new App(12, Secret.of(PEM.strip()), OptionalLong.empty())));
    }

    @Test
    void showsWhereSecretsComeFromAndNeverWhatTheyAre() throws IOException {
        Files.writeString(directory.resolve("app.pem"), PEM);
        LoadedSettings loaded = load(
                "github: {app_id: 1, app_key_file: app.pem, coder_token_variable: CODER_TOKEN}",
                Map.of("CODER_TOKEN", TOKEN));

        assertThat(loaded.effective().entries())
                .contains(
                        new EffectiveConfiguration.Entry("github.coder_token_variable", "CODER_TOKEN", "colony.yaml:1"),
                        new EffectiveConfiguration.Entry("github.merge_method", "merge", "default"));
        assertThat(loaded.toString()).doesNotContain(TOKEN).doesNotContain("AAAA");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {token: abc}                                | colony.yaml:1: a credential does not belong into this file
            {token_file: none}                          | colony.yaml:1: 'none' cannot be read
            {token_file: empty}                         | leads to something that is no token of GitHub
            {token_variable: NOT_SET}                   | colony.yaml:1: 'NOT_SET' is not set in the environment
            {token_variable: SET, token_file: empty}    | two credentials are named
            {app_variable: SET}                         | leads to something that is no GitHub App
            {app_variable: SET, token_variable: SET}    | two credentials are named
            {app_id: 12}                                | set github.app_key_file to the .pem file
            {app_key_file: empty}                       | set github.app_id
            {app_id: twelve, app_key_file: pem}         | 'twelve' is no id of a GitHub App
            {app_id: 12, app_key_file: empty}           | holds no private key
            {coder_token_variable: SET}                 | nobody who reads, comments and merges
            {api_url: "ftp:x"}                          | this is no address of GitHub's API
            {api_url: "https://ann:secret@x/api/v3"}    | this is no address of GitHub's API
            {merge_method: fast-forward}                | is none of merge, squash and rebase
            {reserve_percent: 91}                       | is no whole number from 0 to 90
            {tokn_file: x}                              | colony.yaml:1: unknown key 'tokn_file'
            """)
    void refusesWhatCannotBeMeantWithPlaceAndCure(String github, String message) throws IOException {
        Files.writeString(directory.resolve("empty"), "");
        Files.writeString(directory.resolve("pem"), PEM);

        assertThatThrownBy(() -> load("github: " + github, Map.of("SET", TOKEN)))
                .isInstanceOf(ColonyException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("ann:secret");
    }

    @Test
    void doesNotRepeatATokenThatStandsWhereAVariableIsNamed() {
        assertThatThrownBy(() -> load("github: {token_variable: " + TOKEN + "}", Map.of()))
                .hasMessageContaining("looks like a token itself")
                .hasMessageNotContaining(TOKEN);
    }

    private LoadedSettings load(String yaml, Map<String, String> environment) throws IOException {
        Files.writeString(directory.resolve("colony.yaml"), yaml + "\n");
        return SettingsLoader.load(new SettingsSources(directory, Optional.empty(), environment, Map.of()));
    }
}

package io.colony.engine.forge.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.forge.ForgeException;
import io.colony.engine.secret.Secret;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiUrlTest {
    @ParameterizedTest
    @CsvSource({
        "https://api.github.com, https://api.github.com/graphql, https://github.com/",
        "https://git.acme.example/api/v3/, https://git.acme.example/api/graphql, https://git.acme.example/",
        "https://api.acme.ghe.com, https://api.acme.ghe.com/graphql, https://acme.ghe.com/",
        "http://127.0.0.1:8080, http://127.0.0.1:8080/graphql, http://127.0.0.1:8080/"
    })
    void knowsWhatBelongsToAnAddress(String api, String graphql, String git) {
        ApiUrl url = ApiUrl.of(URI.create(api));

        assertThat(url.graphql()).hasToString(graphql);
        assertThat(url.gitBase()).isEqualTo(git);
        assertThat(url.ownsGit(git + "acme/app.git")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.github.com",
                "https://ann:secret@api.github.com",
                "https://api.github.com?x=1",
                "file:///etc",
                "api.github.com"
            })
    void refusesAddressesThatATokenMustNotGoTo(String bad) {
        assertThatThrownBy(() -> ApiUrl.of(URI.create(bad)))
                .isInstanceOf(ForgeException.class)
                .hasMessageContaining("github.api_url")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/acme/app.git",
                "http://github.com/acme/app.git",
                "https://github.com.evil.example/acme/app.git",
                "https://github.com@evil.example/acme/app.git",
                "https://github.com:8443/acme/app.git",
                "ssh://git@github.com/acme/app.git",
                "git@github.com:acme/app.git",
                "/srv/app.git",
                "https://github.com\\@evil.example/acme/app.git"
            })
    void givesGitItsTokenForNoOtherAddress(String elsewhere) {
        GitToken access = new GitToken(Scripted.API, slug -> Secret.of(Scripted.TOKEN));

        assertThat(access.environment(elsewhere)).isEmpty();
        assertThatThrownBy(() -> Scripted.API.checkedGit(elsewhere)).hasMessageContaining("not on github.com");
    }

    @Test
    void givesGitTheTokenOfTheRepositoryForItsHostAlone() {
        GitToken access = new GitToken(Scripted.API, slug -> Secret.of("token-of-" + slug));

        assertThat(access.environment("https://github.com/acme/app.git"))
                .containsEntry("GIT_CONFIG_KEY_0", "http.https://github.com/.extraHeader")
                .containsEntry(
                        "GIT_CONFIG_VALUE_0", "Authorization: Basic eC1hY2Nlc3MtdG9rZW46dG9rZW4tb2YtYWNtZS9hcHA=")
                .containsEntry("GIT_CONFIG_VALUE_1", "false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme", "acme/..", "acme/a/b", "a b/c", "../x", "acme/x?y", "acme/", "acme/a#1"})
    void refusesWhatIsNoRepository(String slug) {
        assertThatThrownBy(() -> ApiUrl.repository(slug)).isInstanceOf(ForgeException.class);
    }
}

package io.colony.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpSettingsTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true",
        "127.8.9.1, true",
        "::1, true",
        "localhost, true",
        "0.0.0.0, false",
        "::, false",
        "192.0.2.7, false",
        "fe80::1, false",
        "no-such-host.invalid, false"
    })
    void onlyLoopbackCountsAsLoopback(String bind, boolean loopback) {
        assertThat(new HttpSettings(bind, 0).onLoopback()).isEqualTo(loopback);
    }

    @Test
    void everythingComesFromFileEnvironmentAndCommandLine() throws IOException {
        Files.writeString(directory.resolve("colony.yaml"), """
                http: {bind: "::", hosts: [colony.example, "[2001:db8::1]"], users_file: users.yaml, behind_proxy: true}
                """);

        HttpSettings settings = load(Map.of(), Map.of());

        assertThat(settings.hosts()).containsExactlyInAnyOrder("colony.example", "[2001:db8::1]");
        assertThat(settings.usersFile()).contains(directory.resolve("users.yaml"));
        assertThat(settings.behindProxy()).isTrue();
        assertThat(settings.host()).isEqualTo("[::]");
        assertThat(load(Map.of("COLONY_HTTP_HOSTS", "a.example, b.example"), Map.of("http.behind_proxy", "false")))
                .satisfies(other -> {
                    assertThat(other.hosts()).containsExactlyInAnyOrder("a.example", "b.example");
                    assertThat(other.behindProxy()).isFalse();
                });
    }

    @ParameterizedTest
    @CsvSource({
        "http.hosts, https://colony.example, is no host name",
        "http.hosts, colony.example:8420, is no host name",
        "http.hosts, *, is no host name",
        "http.behind_proxy, yes, is neither true nor false",
        "http.bind, [::1], is no address",
        "http.bind, 127.0.0.1:80/x, is no address"
    })
    void whatIsNoneIsRefused(String name, String value, String words) {
        assertThatThrownBy(() -> load(Map.of(), Map.of(name, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(words);
    }

    private HttpSettings load(Map<String, String> environment, Map<String, String> commandLine) {
        return SettingsLoader.load(new SettingsSources(directory, Optional.empty(), environment, commandLine))
                .settings()
                .http();
    }
}

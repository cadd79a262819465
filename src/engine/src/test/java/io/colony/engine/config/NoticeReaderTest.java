package io.colony.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.ColonyException;
import io.colony.engine.notice.NoticeSettings;
import io.colony.engine.notice.NoticeSettings.CommandSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoticeReaderTest {
    @TempDir
    Path directory;

    @Test
    void theDefaultsAreThoseThatAreDocumented() {
        assertThat(load(Map.of())).isEqualTo(NoticeSettings.DEFAULT);
    }

    @Test
    void readsLists() throws IOException {
        Files.writeString(directory.resolve("colony.yaml"), """
                memory: {retrospectives: 5, bytes: 100}
                notices:
                  operators: ["@olga", acme/operators]
                  reviewers: rita, ria
                  mentions: false
                  reminders: [2h, 1d]
                  digest: off
                  digest_at: "18:30"
                  command: [/usr/local/bin/tell, "--to chat"]
                  command_timeout: 5s
                  environment: [CHAT_TOKEN]
                """);

        NoticeSettings settings = load(Map.of());

        assertThat(settings.operators()).containsExactly("olga", "acme/operators");
        assertThat(settings.reviewers()).containsExactly("rita", "ria");
        assertThat(settings.mentions()).isFalse();
        assertThat(settings.reminders()).containsExactly(Duration.ofHours(2), Duration.ofDays(1));
        assertThat(settings.digest()).isEmpty();
        assertThat(settings.digestAt()).isEqualTo(LocalTime.of(18, 30));
        assertThat(settings.command())
                .contains(new CommandSettings(
                        List.of("/usr/local/bin/tell", "--to chat"), List.of("CHAT_TOKEN"), Duration.ofSeconds(5)));
    }

    @Test
    void remindersCanBeSwitchedOff() {
        assertThat(load(Map.of("notices.reminders", "none")).reminders()).isEmpty();
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "notices.operators   | olga, not a login! | 'login!' is no login of a code host; list logins such as ada",
                "notices.mentions    | perhaps            | is neither 'true' nor 'false'",
                "notices.reminders   | 3d 1d              | the reminders do not rise",
                "notices.reminders   | soon               | 'soon' is no duration",
                "notices.digest      | 5m                 | too often for a digest; write 1h or longer",
                "notices.digest_at   | 25:00              | write hours and minutes in UTC",
                "notices.command     | ./tell             | is a relative path",
                "notices.command_timeout | 1h             | let the program hand the notice over",
                "notices.environment | GITHUB_TOKEN       | needs no access to a code host",
                "notices.environment | A=b                | list names, never values",
                "memory.bytes        | many               | no whole number from 0 to 100000",
            })
    void saysWhatIsWrongAndWhatToWrite(String name, String value, String message) {
        assertThatThrownBy(() -> load(Map.of(name, value)))
                .isInstanceOf(ColonyException.class)
                .hasMessageContaining(name)
                .hasMessageContaining(message == null ? "" : message);
    }

    private NoticeSettings load(Map<String, String> commandLine) {
        return SettingsLoader.load(new SettingsSources(directory, Optional.empty(), Map.of(), commandLine))
                .settings()
                .notices();
    }
}

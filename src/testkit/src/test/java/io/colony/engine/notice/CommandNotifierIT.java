package io.colony.engine.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.database.Json;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.notice.NoticeSettings.CommandSettings;
import io.colony.engine.notice.Notifier.Delivery;
import io.colony.engine.process.LocalCommandRunner;
import io.colony.engine.workflow.IssueState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A configured program, as a real process. */
class CommandNotifierIT {
    private static final Notice NOTICE = new Notice.Waiting(
            "notice-1-2-command-0",
            List.of("rita"),
            new WaitingIssue(
                    1,
                    1,
                    new IssueKey("acme/shop", 7),
                    "Title $(touch pwned) `id`",
                    "ann",
                    IssueState.HUMAN_REVIEW_READY,
                    Audience.REVIEWERS,
                    2,
                    Instant.parse("2026-01-05T12:00:00Z"),
                    "'; rm -rf /",
                    Optional.empty()),
            0);

    @TempDir
    Path directory;

    private Delivery deliver(Duration timeout, String script) {
        return new CommandNotifier(
                        new LocalCommandRunner(),
                        new CommandSettings(List.of("sh", "-c", script), List.of(), timeout),
                        directory,
                        Map.of("PATH", "/usr/bin:/bin", "CHAT_TOKEN", "t0ken"),
                        text -> text.replace("t0ken", "***"))
                .deliver(NOTICE);
    }

    @Test
    void theProgramGetsOneLineOfJsonAndOnlyItsOwnEnvironment() throws IOException {
        assertThat(deliver(Duration.ofSeconds(20), "cat > got; env > variables"))
                .isEqualTo(new Delivery.Delivered());

        List<String> lines = Files.readAllLines(directory.resolve("got"));
        assertThat(lines).hasSize(1);
        assertThat(Json.parse(lines.getFirst())).isEqualTo(NoticeJson.of(NOTICE));
        assertThat(directory.resolve("pwned")).doesNotExist();
        assertThat(Files.readAllLines(directory.resolve("variables")))
                .map(line -> line.replaceAll("=.*", ""))
                .contains("PATH", "CHAT_TOKEN")
                .doesNotContain("HOME", "JAVA_HOME", "USER", "MAVEN_OPTS");
    }

    @Test
    void aFailureIsSaidWithTheProgramsLastWordsAndWithoutSecrets() {
        assertThat(deliver(Duration.ofSeconds(20), "echo \"cannot log in with $CHAT_TOKEN\" >&2; exit 3"))
                .isEqualTo(new Delivery.Failed("'sh' answered 3: cannot log in with ***"));
    }

    @Test
    void aProgramThatHangsIsEnded() {
        assertThat(deliver(Duration.ofMillis(300), "exec sleep 600"))
                .isInstanceOfSatisfying(
                        Delivery.Failed.class,
                        failed -> assertThat(failed.reason()).contains("notices.command_timeout"));
    }

    @Test
    void aProgramThatIsNotThereIsNamed() {
        Delivery delivery = new CommandNotifier(
                        new LocalCommandRunner(),
                        new CommandSettings(List.of("no-such-program"), List.of(), Duration.ofSeconds(5)),
                        directory,
                        Map.of("PATH", "/usr/bin:/bin"),
                        text -> text)
                .deliver(NOTICE);

        assertThat(delivery)
                .isInstanceOfSatisfying(
                        Delivery.Failed.class,
                        failed -> assertThat(failed.reason()).contains("no-such-program"));
    }
}

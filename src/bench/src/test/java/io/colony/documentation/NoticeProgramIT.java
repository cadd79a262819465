package io.colony.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.colony.documentation.Document.Block;
import io.colony.engine.process.CommandRunner.CommandOutput;
import io.colony.engine.process.LocalCommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program of docs/notices.md, given the notices of the same page, where there is a jq; curl is a stand-in. */
class NoticeProgramIT {
    private static final Document PAGE = Pages.forPeople().stream()
            .filter(each -> each.name().equals("docs/notices.md"))
            .findFirst()
            .orElseThrow();

    @TempDir
    Path directory;

    @BeforeEach
    void standIn() throws IOException {
        assumeThat(run(List.of("sh", "-c", "command -v jq"), "").exitCode()).isEqualTo(0);
        Path curl = directory.resolve("curl");
        Files.writeString(curl, "#!/bin/sh\ncat >>\"$SENT\"\necho \"$@\" >>\"$SENT\"\nexit \"$CURL_ENDS\"\n");
        assertThat(curl.toFile().setExecutable(true)).isTrue();
        Files.writeString(directory.resolve("tell"), program());
    }

    @Test
    void everyNoticeOfThePageIsPosted() throws IOException {
        List<String> notices = PAGE.blocks().stream()
                .filter(block -> block.language().equals("json"))
                .map(block -> block.text().replace("\u2026", ""))
                .toList();
        assertThat(notices).hasSize(4);

        for (String notice : notices) {
            CommandOutput output = tell(notice, "0");
            assertThat(output.exitCode()).as(notice + output.stderr()).isEqualTo(0);
        }

        assertThat(Files.readString(directory.resolve("sent")))
                .contains("rita: acme/shop#7 is human-review-ready: Gates are red", "rita: 0 waiting")
                .contains("olga: The ceiling of repository", "olga: It says nothing", "https://chat.example.org/hook");
    }

    @Test
    void anUnknownTypeIsPassedOver() {
        assertThat(tell("{\"type\":\"new\",\"people\":[]}", "0").exitCode()).isEqualTo(0);
        assertThat(directory.resolve("sent")).doesNotExist();
    }

    @Test
    void whatCouldNotBeReadOrPostedIsNoSuccess() {
        assertThat(tell("{\"type\":", "0").exitCode()).isNotEqualTo(0);
        assertThat(tell("{\"type\":\"finding\",\"people\":[\"olga\"],\"finding\":{\"text\":\"x\"}}", "22")
                        .exitCode())
                .isEqualTo(22);
    }

    private static String program() {
        List<String> programs = PAGE.blocks().stream()
                .map(Block::text)
                .filter(text -> text.startsWith("#!/bin/sh"))
                .toList();
        assertThat(programs).hasSize(1);
        return programs.getFirst();
    }

    private CommandOutput tell(String notice, String curlEnds) {
        return run(
                List.of(
                        "env",
                        "CURL_ENDS=" + curlEnds,
                        "sh",
                        directory.resolve("tell").toString()),
                notice);
    }

    private CommandOutput run(List<String> command, String input) {
        return new LocalCommandRunner()
                .run(
                        command,
                        directory,
                        Map.of(
                                "PATH",
                                directory + ":/usr/local/bin:/usr/bin:/bin",
                                "SENT",
                                directory.resolve("sent").toString(),
                                "CHAT_URL",
                                "https://chat.example.org/hook"),
                        input,
                        Duration.ofMinutes(1));
    }
}

package io.colony.engine.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import io.colony.engine.git.RebaseResult;
import io.colony.engine.stage.HandsLost;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in a session's directory, also when somebody else put it there. */
class SessionDirectoryTest {
    @TempDir
    Path root;

    private SessionDirectory session;

    @BeforeEach
    void make() throws IOException {
        session = new SessionDirectory(root, List.of("true"));
        for (String part : List.of("calls", "answers", "events", "files")) {
            Files.createDirectory(root.resolve(part));
        }
    }

    @Test
    void aCallThatIsThereStaysAsItIs() {
        assertThat(session.submit(1, "first")).isEqualTo("first");
        assertThat(session.submit(1, "second")).isEqualTo("first");
    }

    @Test
    void eventsAreToldByWholeLinesAndTheAnswerLast() throws IOException {
        Files.writeString(session.events(1), "{\"a\":1}\n{\"b\":");
        assertThat(session.await(1, 0, Duration.ZERO)).isEqualTo(new SessionProgress("{\"a\":1}\n", 8, null, false));
        Files.writeString(session.events(1), "{\"a\":1}\n{\"b\":2}\n");
        Files.writeString(session.answer(1), "{\"result\":1}");
        assertThat(session.await(1, 8, Duration.ZERO))
                .isEqualTo(new SessionProgress("{\"b\":2}\n", 16, "{\"result\":1}", false));
    }

    @Test
    void manyEventsComeInPartsAndTheAnswerAfterAllOfThem() throws IOException {
        String line = "{\"text\":\"" + "x".repeat(1_000) + "\"}\n";
        Files.writeString(session.events(1), line.repeat(3_000));
        Files.writeString(session.answer(1), "{}");
        long known = 0;
        long lines = 0;
        SessionProgress progress;
        do {
            progress = session.await(1, known, Duration.ZERO);
            known = progress.to();
            lines += progress.events().lines().count();
        } while (progress.answer() == null);
        assertThat(lines).isEqualTo(3_000);
    }

    @Test
    void aLineWithoutAnEndHoldsNobodyUp() throws IOException {
        Files.writeString(session.events(1), "x".repeat(3 << 20) + "\n{\"a\":1}\n");
        long known = 0;
        StringBuilder told = new StringBuilder();
        for (int look = 0; look < 5; look++) {
            SessionProgress progress = session.await(1, known, Duration.ZERO);
            known = progress.to();
            progress.events().lines().filter(line -> line.startsWith("{")).forEach(told::append);
        }
        assertThat(told).hasToString("{\"a\":1}");
    }

    @Test
    void anAnswerThatFitsInNoMemoryIsNotRead() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(session.answer(1).toFile(), "rw")) {
            file.setLength(1L << 40);
        }
        assertThatThrownBy(() -> session.await(1, 0, Duration.ZERO))
                .isInstanceOf(HandsLost.class)
                .hasMessageContaining("bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "../setup.json", "a/b", "/etc/passwd", ".hidden", "a\nb"})
    void noNameLeadsOutOfTheSession(String name) {
        assertThatThrownBy(() -> session.copyOut(name, new ByteArrayOutputStream()))
                .isInstanceOf(HandsLost.class);
        assertThatThrownBy(() -> session.copyIn(name, new ByteArrayInputStream(new byte[0])))
                .isInstanceOf(HandsLost.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{\"result\":{\"directory\":[1]}}",
                "{\"error\":\"unexpected\",\"message\":\"m\"}",
                "{\"result\":{}}"
            })
    void anAnswerThatIsNoneIsALostHandAndNothingElse(String answer) {
        assertThatThrownBy(() -> Wire.read(Wire.result(answer), new TypeReference<RebaseResult>() {}))
                .isInstanceOf(HandsLost.class);
    }
}

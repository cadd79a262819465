package io.colony.engine.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import io.colony.engine.git.RebaseResult;
import io.colony.engine.stage.HandsLost;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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
        large(session.answer(1));
        assertThatThrownBy(() -> session.await(1, 0, Duration.ZERO))
                .isInstanceOf(HandsLost.class)
                .hasMessageContaining("bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "../setup.json", "a/b", "/etc/passwd", ".hidden", "a\nb"})
    void noNameLeadsOutOfTheSession(String name) {
        assertThatThrownBy(() -> session.piece(name, 0)).isInstanceOf(HandsLost.class);
        assertThatThrownBy(() -> session.put(name, 0, new byte[0])).isInstanceOf(HandsLost.class);
    }

    @Test
    void aFileIsCarriedInPieces() {
        byte[] content = "0123456789".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
        assertThat(session.put("a.bundle", 0, content))
                .isEqualTo(session.file("a.bundle").toString());
        byte[] first = session.piece("a.bundle", 0);
        assertThat(first).hasSizeLessThan(content.length);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (byte[] piece = first; piece.length > 0; piece = session.piece("a.bundle", whole.size())) {
            whole.writeBytes(piece);
        }
        assertThat(whole.toByteArray()).isEqualTo(content);
        session.put("a.bundle", 0, new byte[] {'x'});
        session.put("a.bundle", 1, new byte[] {'y'});
        session.put("a.bundle", 1, new byte[] {'z'});
        assertThat(session.file("a.bundle"))
                .as("begun anew, and the last piece twice")
                .hasContent("xz");
    }

    /** Put there by whatever works in the session: opened as any other file, the first three never end. */
    @ParameterizedTest
    @ValueSource(strings = {"pipe", "link to a pipe", "link to no end", "directory"})
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whatIsNoFileHoldsNobodyUp(String kind) throws Exception {
        for (Path file : List.of(
                session.call(1),
                session.answer(2),
                session.events(3),
                session.stopped(),
                session.file("a"),
                root.resolve("log"),
                root.resolve("process"))) {
            make(kind, file);
        }
        assertThatThrownBy(() -> session.submit(1, "x"))
                .isInstanceOf(HandsLost.class)
                .hasMessageContaining("calls/1.json is no file");
        assertThatThrownBy(() -> session.await(2, 0, Duration.ofDays(1))).isInstanceOf(HandsLost.class);
        assertThatThrownBy(() -> session.await(3, 0, Duration.ofDays(1))).isInstanceOf(HandsLost.class);
        assertThatThrownBy(() -> session.piece("a", 0)).isInstanceOf(HandsLost.class);
        assertThatThrownBy(() -> session.put("a", 1, new byte[1])).isInstanceOf(HandsLost.class);
        assertThat(session.put("a", 0, new byte[1])).endsWith("/files/a");
        assertThat(session.lastWords()).isEmpty();
        assertThat(session.await(4, 0, Duration.ofDays(1)).alive()).isFalse();
        session.stop("whatever stands there");
    }

    private void make(String kind, Path file) throws Exception {
        Files.createDirectories(file.getParent());
        Path pipe = root.resolve("pipe");
        switch (kind) {
            case "pipe" -> mkfifo(file);
            case "link to a pipe" -> {
                if (!Files.exists(pipe)) {
                    mkfifo(pipe);
                }
                Files.createSymbolicLink(file, pipe);
            }
            case "link to no end" -> Files.createSymbolicLink(file, Path.of("/dev/zero"));
            default -> Files.createDirectory(file);
        }
    }

    private static void mkfifo(Path file) throws Exception {
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                .isZero();
    }

    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aPipeInThePlaceOfADraftHoldsNoWriterUp() throws Exception {
        mkfifo(root.resolve("calls/1.json.part"));
        mkfifo(root.resolve("stop.part"));
        assertThat(session.submit(1, "asked")).isEqualTo("asked");
        session.stop("enough");
        assertThat(session.stopped()).hasContent("enough");
    }

    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whatOneSessionLeftKeepsNoOtherFromBeginning() throws Exception {
        Path left = Files.createDirectories(root.resolve("sessions/left"));
        Files.createDirectories(left.resolve("end/full"));
        mkfifo(left.resolve("process"));
        Files.setLastModifiedTime(Files.createFile(left.resolve("heard")), FileTime.fromMillis(0));
        new SessionDirectory(root.resolve("sessions/next"), List.of()).sweepBeside(Duration.ofDays(1));
        assertThat(left).doesNotExist();
    }

    @Test
    void aCallThatFitsInNoMemoryIsNotReadBack() throws IOException {
        large(session.call(1));
        assertThatThrownBy(() -> session.submit(1, "x"))
                .isInstanceOf(HandsLost.class)
                .hasMessageContaining("bytes");
    }

    @Test
    void ofALogOnlyTheEndIsToldAndNoLongLine() throws IOException {
        Path log = root.resolve("log");
        large(log);
        assertThat(String.join("", session.lastWords())).hasSizeLessThan(1_000);
        Files.writeString(log, "x".repeat(100_000) + "\nlast but one\n" + "y".repeat(50_000) + "\nlast\n");
        assertThat(session.lastWords()).contains("last but one", "last").allMatch(line -> line.length() < 1_000);
        Files.writeString(log, "");
        assertThat(session.lastWords()).isEmpty();
    }

    @Test
    void eventsWithoutAnEndAreGivenUp() throws IOException {
        large(session.events(1));
        assertThatThrownBy(() -> session.await(1, 1L << 39, Duration.ZERO))
                .isInstanceOf(HandsLost.class)
                .hasMessageContaining("no more are read");
    }

    /** Takes no room on the disk. */
    private static void large(Path file) throws IOException {
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(1L << 40);
        }
    }

    @Test
    void aTreeOfTooManyNodesIsNotMade() {
        String many = "[" + "[],".repeat(3_000_000) + "[]]";
        assertThat(many).hasSizeLessThan(SessionDirectory.MOST_TEXT);
        assertThatThrownBy(() -> Wire.parse(many)).isInstanceOf(HandsLost.class);
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

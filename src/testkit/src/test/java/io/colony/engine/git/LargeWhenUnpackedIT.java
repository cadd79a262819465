package io.colony.engine.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.git.TreeGrowth.Limits;
import io.colony.testkit.GitFixture;
import io.colony.testkit.PlainCommandRunner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is a few kilobytes in a pack and fills memory or disk of whoever unpacks it. */
final class LargeWhenUnpackedIT {
    private static final int COMMIT = 1;
    private static final int BLOB = 3;
    private static final int DELTA = 7;
    private static final int BASE_BYTES = 16 << 20;
    private static final int COPIED = 0xFFFFFF;
    private static final int COPIES = 17;

    @TempDir
    Path temp;

    private GitFixture host;
    private GitCommand git;

    @BeforeEach
    void open() throws IOException {
        host = GitFixture.create(temp.resolve("host.git"));
        git = new GitCommand(new PlainCommandRunner(), Files.createDirectory(temp.resolve("home")), Map.of());
    }

    @AfterEach
    void close() {
        host.close();
    }

    private TrustedClone trusted() {
        return new LocalTrustedClones(temp.resolve("root"), git).with("acme/app", host.url(), clone -> clone);
    }

    /** One that copies 16 MiB many times: git has base and result in memory, 1,000 times what it was given. */
    @Test
    void aDeltaThatIsLargeWhenItIsCarriedOutIsRefusedBeforeThat() throws IOException {
        String start = host.commit("main", "base", Map.of("a.txt", "1\n"));
        Path bundle = bundle(start);
        assertThat(Files.size(bundle)).isLessThan(40_000);

        assertThatThrownBy(() -> trusted().importBundle(bundle, start, 1 << 20))
                .isInstanceOf(RefusedContent.class)
                .hasMessageContaining("too large to be looked at when it is unpacked");
        try (Stream<Path> files = Files.list(trusted().directory())) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith("quarantine")))
                    .isEmpty();
        }
    }

    @Test
    void messagesThatNobodyReadsAreRefusedBeforeTheyAre() throws IOException {
        String start = host.commit("main", "base", Map.of("a.txt", "1\n"));
        String end = host.commit("main", "word ".repeat(1_700_000), Map.of("a.txt", "2\n"));

        assertThatThrownBy(() -> TreeGrowth.check(git, host.directory(), start, end))
                .isInstanceOf(RefusedContent.class)
                .hasMessageContaining("messages of the commits");
    }

    @Test
    void oneContentUnderManyNamesCountsAsOftenAsItIsWritten() {
        String start = host.commit("main", "base", Map.of("a.txt", "1\n"));
        GitFixture.Change change = host.change("main");
        for (int name = 0; name < 11; name++) {
            change.write("d" + name % 3 + "/" + name, "x".repeat(100));
        }
        String middle = change.commit("copies");
        GitFixture.Change back = host.change("main");
        for (int name = 0; name < 11; name++) {
            back.remove("d" + name % 3 + "/" + name);
        }
        String end = back.commit("taken out");

        assertThatThrownBy(() -> TreeGrowth.check(git, host.directory(), start, end, new Limits(100, 1_000)))
                .isInstanceOf(RefusedContent.class)
                .hasMessageContaining("more than 1000 bytes larger");
        assertThatCode(() -> TreeGrowth.check(git, host.directory(), start, end, new Limits(100, 1_100)))
                .doesNotThrowAnyException();
        assertThat(middle).isNotEqualTo(end);
    }

    /** Directories are moved, and pictures are made anew. */
    @Test
    void whatTakesThePlaceOfAsMuchIsNoGrowth() {
        GitFixture.Change first = host.change("main");
        for (int name = 0; name < 20; name++) {
            first.write("assets/in/" + name, "x".repeat(100) + name);
            first.write("media/" + name, "y".repeat(100) + name);
        }
        String start = first.commit("base");
        GitFixture.Change second = host.change("main");
        for (int name = 0; name < 20; name++) {
            second.remove("assets/in/" + name).write("elsewhere/" + name, "x".repeat(100) + name);
            second.write("media/" + name, "z".repeat(120) + name);
        }
        String end = second.commit("moved");

        assertThatCode(() -> TreeGrowth.check(git, host.directory(), start, end, new Limits(100, 500)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> TreeGrowth.check(git, host.directory(), start, end, new Limits(100, 300)))
                .isInstanceOf(RefusedContent.class);
    }

    /** To see what is only moved, git lists it, for each commit anew. */
    @Test
    void whatIsMovedIsLookedAtInAFewCommitsAndNotInAThousand() {
        GitFixture.Change first = host.change("main");
        for (int name = 0; name < 20; name++) {
            first.write("in/" + name, "x".repeat(100) + name);
        }
        String start = first.commit("base");
        GitFixture.Change moved = host.change("main");
        for (int name = 0; name < 20; name++) {
            moved.remove("in/" + name).write("out/" + name, "x".repeat(100) + name);
        }
        moved.commit("moved");
        String end = start;
        for (int number = 0; number < 5; number++) {
            end = host.commit("main", "work", Map.of("a.txt", number + "\n"));
        }
        String head = end;

        assertThatCode(() -> TreeGrowth.check(git, host.directory(), start, head, new Limits(100, 500, 400)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> TreeGrowth.check(git, host.directory(), start, head, new Limits(100, 500, 100)))
                .isInstanceOf(RefusedContent.class)
                .hasMessageContaining("Join them");
    }

    @Test
    void aFileIsHashedWhereItLies() throws IOException {
        String head =
                host.change("main").write("a.txt", "1\n").link("l", "a.txt").commit("base");

        assertThat(trusted().sha256(head, "a.txt"))
                .contains(HexFormat.of().formatHex(digest("SHA-256", "1\n".getBytes(StandardCharsets.UTF_8))));
        assertThat(trusted().sha256(head, "l")).isEmpty();
        assertThat(trusted().sha256(head, "A.txt")).isEmpty();
        assertThat(trusted().sha256(head, "../a.txt")).isEmpty();
    }

    private Path bundle(String start) throws IOException {
        byte[] base = "a".repeat(BASE_BYTES).getBytes(StandardCharsets.US_ASCII);
        String tree =
                git.in(host.directory()).run("rev-parse", start + "^{tree}").strip();
        byte[] commit = ("tree " + tree + "\nparent " + start + "\nauthor A <a@example.org> 1 +0000\ncommitter"
                        + " A <a@example.org> 1 +0000\n\nx\n")
                .getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream pack = new ByteArrayOutputStream();
        pack.write(ByteBuffer.allocate(12)
                .put("PACK".getBytes(StandardCharsets.US_ASCII))
                .putInt(2)
                .putInt(3)
                .array());
        object(pack, BLOB, new byte[0], base);
        object(pack, DELTA, name("blob", base), delta());
        object(pack, COMMIT, new byte[0], commit);
        pack.write(digest("SHA-1", pack.toByteArray()));
        ByteArrayOutputStream bundle = new ByteArrayOutputStream();
        bundle.write(("# v2 git bundle\n-" + start + " \n" + HexFormat.of().formatHex(name("commit", commit))
                        + " refs/colony/export\n\n")
                .getBytes(StandardCharsets.US_ASCII));
        bundle.write(pack.toByteArray());
        return Files.write(temp.resolve("deltas.bundle"), bundle.toByteArray());
    }

    /** Copies the first 0xFFFFFF bytes of the base again and again. */
    private static byte[] delta() {
        ByteArrayOutputStream delta = new ByteArrayOutputStream();
        delta.writeBytes(number(BASE_BYTES));
        delta.writeBytes(number((long) COPIED * COPIES));
        for (int copy = 0; copy < COPIES; copy++) {
            delta.writeBytes(new byte[] {(byte) 0xF0, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF});
        }
        return delta.toByteArray();
    }

    private static byte[] number(long value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long rest = value;
        for (; rest > 0x7F; rest >>= 7) {
            bytes.write((int) (rest & 0x7F) | 0x80);
        }
        bytes.write((int) rest);
        return bytes.toByteArray();
    }

    private static void object(ByteArrayOutputStream pack, int type, byte[] base, byte[] content) throws IOException {
        int first = type << 4 | (content.length & 0xF);
        int rest = content.length >> 4;
        pack.write(rest > 0 ? first | 0x80 : first);
        pack.writeBytes(rest > 0 ? number(rest) : new byte[0]);
        pack.writeBytes(base);
        try (DeflaterOutputStream deflated = new DeflaterOutputStream(pack)) {
            deflated.write(content);
        }
    }

    private static byte[] name(String type, byte[] content) {
        byte[] header = (type + " " + content.length + "\0").getBytes(StandardCharsets.US_ASCII);
        return digest(
                "SHA-1",
                ByteBuffer.allocate(header.length + content.length)
                        .put(header)
                        .put(content)
                        .array());
    }

    private static byte[] digest(String algorithm, byte[] content) {
        try {
            return MessageDigest.getInstance(algorithm).digest(content);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

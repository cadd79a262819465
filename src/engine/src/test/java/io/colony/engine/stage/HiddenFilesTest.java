package io.colony.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.git.ChangeSet;
import io.colony.engine.git.ChangeSet.ChangedFile;
import io.colony.engine.git.ChangeSet.Kind;
import io.colony.engine.process.StopSignal;
import io.colony.engine.process.Stopped;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class HiddenFilesTest {
    private static final int MIB = 1 << 20;
    private static final String KEY = "the-key";

    private final Map<String, byte[]> contents = new HashMap<>();
    private final List<String> read = new ArrayList<>();
    private final List<Integer> lengths = new ArrayList<>();
    private final StopSignal stop = new StopSignal();
    private final HiddenFiles files = new HiddenFiles(this::content, this::reasons, stop);

    private Optional<byte[]> content(String head, String path) {
        read.add(path);
        return Optional.ofNullable(contents.get(path));
    }

    private List<String> reasons(String path, int line, String text) {
        lengths.add(text.length());
        List<String> lines = text.lines().toList();
        return IntStream.range(0, lines.size())
                .filter(at -> lines.get(at).contains(KEY))
                .mapToObj(at -> path + ":" + (line + at))
                .toList();
    }

    private static ChangedFile file(String path, String blob, long bytes) {
        return new ChangedFile(Kind.ADDED, path, Optional.empty(), "100644", bytes, true, blob);
    }

    private HiddenFiles.Found in(ChangedFile... changed) {
        return files.in(new ChangeSet("base", "head", List.of(changed)));
    }

    private ChangedFile with(String path, byte[] content) {
        contents.put(path, content);
        return file(path, path, content.length);
    }

    @Test
    void oneContentIsReadOnceUnderAllNamesAndInAllCommits() {
        ChangedFile[] names = new ChangedFile[20];
        for (int name = 0; name < names.length; name++) {
            contents.put("n" + name, new byte[MIB]);
            names[name] = file("n" + name, "one", MIB);
        }

        assertThat(in(names).unread()).isEmpty();
        assertThat(in(names).reasons()).isEmpty();
        assertThat(read).containsExactly("n0");
    }

    /** Sixty megabytes of pictures are honest work. */
    @Test
    void whatIsMoreThanCanBeLookedAtIsNamedAndTheRestIsRead() {
        ChangedFile[] all = new ChangedFile[10];
        for (int name = 0; name < all.length; name++) {
            all[name] = with("n" + name, new byte[15 * MIB]);
        }

        assertThat(in(all).unread()).containsExactly("n8", "n9");
        assertThat(in(file("large", "large", HiddenFiles.LARGEST + 1)).unread()).containsExactly("large");
        assertThat(read).hasSize(8).doesNotContain("n8", "large");
    }

    @Test
    void aFileIsScannedInPiecesAndKeptByNobody() {
        List<WeakReference<byte[]>> given = new ArrayList<>();
        HiddenFiles fresh = new HiddenFiles(
                (head, path) -> {
                    byte[] content = new byte[16 * MIB];
                    Arrays.fill(content, (byte) '\n');
                    given.add(new WeakReference<>(content));
                    return Optional.of(content);
                },
                (path, line, text) -> {
                    lengths.add(text.length());
                    return List.of();
                },
                stop);

        fresh.in(new ChangeSet("base", "head", List.of(file("a", "a", 16 * MIB), file("b", "b", 16 * MIB))));
        System.gc();

        assertThat(lengths).hasSizeGreaterThan(30).allMatch(length -> length <= MIB);
        assertThat(given).hasSize(2).allMatch(content -> content.get() == null);
    }

    @Test
    void whatLiesAcrossTwoPiecesIsFoundWithItsLine() {
        String line = "x".repeat(1023) + "\n";
        String text = line.repeat(1023) + "x".repeat(1020) + KEY + "\n" + line.repeat(2_000) + KEY;
        byte[] wide = text.getBytes(StandardCharsets.UTF_16LE);

        assertThat(in(with("plain", text.getBytes(StandardCharsets.UTF_8))).reasons())
                .containsExactly("plain:1024", "plain:3025");
        assertThat(in(with("wide", wide)).reasons()).containsExactly("wide:1024", "wide:3025");
    }

    @Test
    void whatHoldsSomethingIsToldAgainUnderAnotherName() {
        contents.put("a", KEY.getBytes(StandardCharsets.UTF_8));
        contents.put("b", KEY.getBytes(StandardCharsets.UTF_8));

        assertThat(in(file("a", "one", 7), file("b", "one", 7)).reasons()).containsExactly("a:1", "b:1");
    }

    @Test
    void whatCannotBeReadIsNamed() {
        assertThat(in(file("k:odd", "odd", 5)).unread()).containsExactly("k:odd");
        assertThat(in(new ChangedFile(Kind.REMOVED, "gone", Optional.empty(), "000000", 0, true))
                        .unread())
                .isEmpty();
    }

    @Test
    void itEndsBetweenTwoFilesWhereAStopIsAskedFor() {
        ChangedFile one = with("a", new byte[5]);
        stop.stop("the host drains");

        assertThatThrownBy(() -> in(one)).isInstanceOf(Stopped.class).hasMessage("the host drains");
        assertThat(read).isEmpty();
    }
}

package io.colony.engine.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Anchors in a file that is only ever appended to, one JSON line each. Whoever may rewrite the store need not be able to
 * write here; copied elsewhere it is proof against both. Several processes may append to one file.
 */
public final class AnchorFile {
    /** Where the sealer keeps it, below the work directory. */
    public static final Path BELOW_WORK = Path.of("audit", "heads.jsonl");

    private final Path file;

    public AnchorFile(Path file) {
        this.file = file;
    }

    /** The sealer's own file below a work directory. */
    public static AnchorFile below(Path workDirectory) {
        return new AnchorFile(workDirectory.resolve(BELOW_WORK));
    }

    public Path path() {
        return file;
    }

    /** Appends the anchors and has them on the disk when it returns. */
    void append(List<AuditAnchor> anchors) {
        StringBuilder lines = new StringBuilder();
        anchors.forEach(anchor -> lines.append(anchor.line()).append('\n'));
        try {
            Path directory = file.toAbsolutePath().getParent();
            if (directory != null) {
                Files.createDirectories(directory);
            }
            try (FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
                // One write: lines of two processes do not mix.
                channel.write(ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8)));
                channel.force(true);
            }
        } catch (IOException failure) {
            throw new AuditException(
                    "The audit log's heads cannot be noted in " + file + " (" + failure
                            + "). Make it writable: without them a log whose end is cut off looks whole.",
                    failure);
        }
    }

    /**
     * Reads every anchor, one at a time.
     *
     * @param tenant whose a line with a bare {@code SEQ:HASH} is
     * @throws AuditException when the file cannot be read or a line is no anchor; says which
     */
    public void read(String tenant, Consumer<AuditAnchor> to) {
        try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
            long[] number = {0};
            lines.forEach(line -> {
                number[0]++;
                if (!line.isBlank()) {
                    to.accept(AuditAnchor.parse(line, tenant, file + ":" + number[0]));
                }
            });
        } catch (IOException | UncheckedIOException failure) {
            throw new AuditException(
                    "The heads in " + file + " cannot be read (" + failure
                            + "). Name a file that 'colony audit head --json' or the sealer wrote.",
                    failure);
        }
    }

    /** Whether there is such a file. */
    public boolean present() {
        return Files.exists(file);
    }
}

package io.colony.engine.backup;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a backup beside its place and moves it there once it is whole and on the disk: whatever happens, there is either
 * the whole file or none. Only its owner may read it.
 */
final class BackupWriter implements AutoCloseable {
    private final Path target;
    private final Path partial;
    private final FileChannel channel;
    private final ZipOutputStream zip;
    private boolean finished;

    private BackupWriter(Path target, Path partial, FileChannel channel) {
        this.target = target;
        this.partial = partial;
        this.channel = channel;
        this.zip = new ZipOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16));
    }

    /** @throws BackupException where the file is there already or cannot be made */
    static BackupWriter create(Path file) {
        Path target = file.toAbsolutePath().normalize();
        if (Files.exists(target)) {
            throw new BackupException(
                    target + " is there already, and a backup is never written over. Choose another name.");
        }
        Path partial = target.resolveSibling("." + target.getFileName() + ".partial");
        try {
            Files.deleteIfExists(partial);
            return new BackupWriter(
                    target,
                    partial,
                    FileChannel.open(
                            partial,
                            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            ownerOnly(target)));
        } catch (IOException failure) {
            throw failed(target, failure);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static BackupException failed(Path target, IOException failure) {
        return new BackupException(
                "The backup " + target + " could not be written (" + failure.getMessage()
                        + "); nothing of it is left. Make room and the directory writable, or choose another.",
                failure);
    }

    /** What writes a table's rows. */
    interface Rows {
        /** @return how many */
        long write(OutputStream to) throws IOException;
    }

    /** Adds a table. */
    BackupManifest.Table table(String name, List<String> columns, Rows rows) {
        Counted counted = new Counted();
        try {
            zip.putNextEntry(new ZipEntry(BackupFile.entryName(name)));
            long count = rows.write(counted.to(zip));
            zip.closeEntry();
            return new BackupManifest.Table(name, columns, count, counted.bytes(), counted.sha256Hex());
        } catch (IOException failure) {
            throw failed(target, failure);
        }
    }

    /** Ends the file and puts it into its place. */
    void finish(BackupManifest manifest) {
        try {
            zip.putNextEntry(new ZipEntry(BackupFile.MANIFEST));
            zip.write((manifest.json().toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
            zip.finish();
            zip.flush();
            channel.force(true);
            zip.close();
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
            finished = true;
            forceDirectory();
        } catch (IOException failure) {
            throw failed(target, failure);
        }
    }

    /** So that the name survives a power cut as well; not every system lets a directory be opened. */
    private void forceDirectory() throws IOException {
        Path directory = target.getParent();
        if (directory != null
                && directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
                names.force(true);
            }
        }
    }

    @Override
    public void close() {
        if (finished) {
            return;
        }
        try {
            channel.close();
        } catch (IOException failure) {
            throw failed(target, failure);
        } finally {
            remove();
        }
    }

    private void remove() {
        try {
            Files.deleteIfExists(partial);
        } catch (IOException failure) {
            throw failed(target, failure);
        }
    }
}

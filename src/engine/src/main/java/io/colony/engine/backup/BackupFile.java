package io.colony.engine.backup;

import io.colony.engine.ColonyException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A backup that is read: a ZIP archive with one entry per table, in Postgres' text form of COPY, and {@code manifest.json}
 * as the last one. Opening it reads no rows.
 */
public final class BackupFile implements AutoCloseable {
    static final String MANIFEST = "manifest.json";
    private static final int LARGEST_MANIFEST = 16 << 20;
    private static final int BUFFER = 1 << 16;

    private final Path path;
    private final ZipFile zip;
    private final BackupManifest manifest;

    private BackupFile(Path path, ZipFile zip, BackupManifest manifest) {
        this.path = path;
        this.zip = zip;
        this.manifest = manifest;
    }

    /** @throws BackupException where the file cannot be read, is cut off, or is no backup */
    public static BackupFile open(Path path) {
        try {
            ZipFile zip = new ZipFile(path.toFile());
            Optional<BackupManifest> manifest = readManifest(zip);
            if (manifest.isEmpty()) {
                zip.close();
                throw new BackupException(path + " is no backup that this program can read: it has no manifest that it"
                        + " knows. Name a file that 'colony backup' made, and use a program not older than it.");
            }
            return new BackupFile(path, zip, manifest.get());
        } catch (IOException | ColonyException failure) {
            throw failure instanceof BackupException known
                    ? known
                    : new BackupException(
                            path + " cannot be read as a backup (" + failure.getMessage()
                                    + "): it is missing, cut off, or another kind of file.",
                            failure);
        }
    }

    private static Optional<BackupManifest> readManifest(ZipFile zip) throws IOException {
        ZipEntry entry = zip.getEntry(MANIFEST);
        if (entry == null) {
            return Optional.empty();
        }
        try (InputStream stream = zip.getInputStream(entry)) {
            byte[] bytes = stream.readNBytes(LARGEST_MANIFEST);
            return BackupManifest.parse(new String(bytes, StandardCharsets.UTF_8));
        }
    }

    public BackupManifest manifest() {
        return manifest;
    }

    static String entryName(String table) {
        return "tables/" + table + ".copy";
    }

    /** Reads everything and holds it against the manifest; one sentence per problem, none when the backup is whole. */
    public List<String> verify() {
        List<String> problems = new ArrayList<>();
        for (BackupManifest.Table table : manifest.tables()) {
            Counted counted = new Counted();
            try (InputStream rows = counted.from(rows(table))) {
                // A few packed bytes may unpack to any number; one more than there were is enough to know.
                readAtMost(rows, table.bytes() + 1);
                if (counted.bytes() != table.bytes() || !counted.sha256Hex().equals(table.sha256())) {
                    problems.add("Table " + table.name() + " is not what was backed up.");
                }
            } catch (IOException failure) {
                problems.add("Table " + table.name() + " cannot be read: " + failure.getMessage() + ".");
            }
        }
        if (zip.size() != manifest.tables().size() + 1) {
            problems.add("The file holds " + zip.size() + " entries; its manifest names "
                    + manifest.tables().size() + " and itself.");
        }
        return problems;
    }

    private static void readAtMost(InputStream stream, long bytes) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long left = bytes;
        while (left > 0) {
            int count = stream.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (count < 0) {
                return;
            }
            left -= count;
        }
    }

    /**
     * Of the file as it lies there, in lower-case hexadecimal digits. What {@link #verify} compares with stands in the same
     * file, so that whoever writes it anew passes; whoever kept this elsewhere is not deceived.
     */
    public String sha256() {
        Counted counted = new Counted();
        try (InputStream bytes = counted.from(Files.newInputStream(path))) {
            bytes.transferTo(OutputStream.nullOutputStream());
        } catch (IOException failure) {
            throw new BackupException(path + " could not be read: " + failure.getMessage() + ".", failure);
        }
        return counted.sha256Hex();
    }

    /** A sentence where the file is not the one of which somebody kept the SHA-256. */
    public Optional<String> otherThan(String sha256) {
        String found = sha256();
        return found.equalsIgnoreCase(sha256.strip())
                ? Optional.empty()
                : Optional.of("The SHA-256 of " + path + " is " + found + " and not " + sha256.strip()
                        + ": this is another file than the one whose sum was kept.");
    }

    /** A table's rows in COPY's text form. */
    InputStream rows(BackupManifest.Table table) throws IOException {
        ZipEntry entry = zip.getEntry(entryName(table.name()));
        if (entry == null) {
            throw new IOException("the file holds no table " + table.name());
        }
        return zip.getInputStream(entry);
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException failure) {
            throw new BackupException(path + " could not be closed after reading: " + failure, failure);
        }
    }
}

package io.colony.runner.postgres;

import io.colony.engine.config.HostEnvironment;
import io.colony.engine.workspace.PrivateDirectory;
import io.colony.runner.ExitCode;
import io.colony.runner.RunnerException;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks the server's programs, once per version, so that a killed unpacking leaves nothing that looks whole. */
final class PostgresBinaries {
    private static final int OWNER_MAY_RUN = 0100;

    private PostgresBinaries() {}

    /** The directory with {@code bin}, {@code lib} and {@code share} in it. */
    static Path install(Path below, HostEnvironment host) throws IOException {
        byte[] archive = archive(host);
        CRC32 crc = new CRC32();
        crc.update(archive);
        Path directory = below.resolve("server-" + HexFormat.of().toHexDigits((int) crc.getValue()));
        if (!Files.isDirectory(directory) || PrivateDirectory.openToOthers(directory)) {
            // A directory that others may look into was not made here, or by an earlier version: no checkout and no
            // archive
            // that somebody unpacks with the usual umask makes a private one, so nobody else's programs are started.
            Path partial = below.resolve("server.unpacking");
            Directories.delete(partial);
            unpack(archive, PrivateDirectory.make(partial));
            Directories.delete(directory);
            Files.move(partial, directory, StandardCopyOption.ATOMIC_MOVE);
        }
        return directory;
    }

    private static byte[] archive(HostEnvironment host) throws IOException {
        String os = host.operatingSystem().toLowerCase(Locale.ROOT);
        String system = os.contains("mac") ? "Darwin" : os.contains("win") ? "Windows" : "Linux";
        String architecture = host.architecture().equals("amd64") ? "x86_64" : host.architecture();
        try (InputStream stream = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, architecture)) {
            if (stream != null) {
                return stream.readAllBytes();
            }
        } catch (IllegalStateException missing) {
            // The resolver's words name Maven modules; ours say what to do.
        }
        throw new RunnerException(
                ExitCode.UNAVAILABLE,
                "No embedded Postgres comes with Colony for " + host.operatingSystem() + " on " + host.architecture()
                        + ". Run a Postgres 14 or newer and set store.url (COLONY_STORE_URL).");
    }

    private static void unpack(byte[] archive, Path target) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("the server's archive names a path outside of it: " + entry.getName());
                }
                unpack(tar, entry, path);
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.resolveSibling("."));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else if (entry.isFile()) {
            Files.copy(tar, path);
            if ((entry.getMode() & OWNER_MAY_RUN) != 0 && !path.toFile().setExecutable(true)) {
                throw new IOException(path + " cannot be made executable");
            }
        }
    }
}

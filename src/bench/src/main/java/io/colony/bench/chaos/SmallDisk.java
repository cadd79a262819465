package io.colony.bench.chaos;

import io.colony.bench.BenchException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A disk of some hundred megabytes in memory, which only root may mount, to be filled. */
final class SmallDisk {
    private static final int MEGABYTES = 400;

    private final Path mount;

    private SmallDisk(Path mount) {
        this.mount = mount;
    }

    static SmallDisk mount() {
        try {
            Path mount = Files.createTempDirectory("colony-disk-");
            run("mount", "-t", "tmpfs", "-o", "size=" + MEGABYTES + "m,mode=755", "tmpfs", mount.toString());
            return new SmallDisk(mount);
        } catch (IOException failure) {
            throw new BenchException("No place to mount a small disk: " + failure.getMessage(), failure);
        }
    }

    /** For a cluster. */
    Path directory() {
        try {
            return Files.createDirectory(mount.resolve("postgres"));
        } catch (IOException failure) {
            throw new BenchException("The small disk cannot be written: " + failure.getMessage(), failure);
        }
    }

    /** Takes what room there is. */
    void fill() {
        byte[] block = new byte[64 << 10];
        try (OutputStream ballast = Files.newOutputStream(ballast())) {
            for (int written = 0; written < MEGABYTES << 4; written++) {
                ballast.write(block);
            }
        } catch (IOException full) {
            // As wanted.
        }
    }

    void clear() {
        try {
            Files.deleteIfExists(ballast());
        } catch (IOException failure) {
            throw new BenchException("The ballast cannot be removed: " + failure.getMessage(), failure);
        }
    }

    private Path ballast() {
        return mount.resolve("ballast");
    }

    void unmount() {
        run("umount", "-l", mount.toString());
        run("rmdir", mount.toString());
    }

    private static void run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
            if (process.waitFor() != 0) {
                throw new BenchException("'" + String.join(" ", List.of(command)) + "' failed: " + output.strip()
                        + ". The drill with a full disk needs to mount a small one, which root may.");
            }
        } catch (IOException failure) {
            throw new BenchException(command[0] + " could not be started: " + failure.getMessage(), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

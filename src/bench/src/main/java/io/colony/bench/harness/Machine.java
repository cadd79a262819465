package io.colony.bench.harness;

import io.colony.bench.BenchException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** What of the machine goes along with each figure. */
public final class Machine {
    private static final int PROBES = 200;
    private static final int BLOCK = 8192;

    private final long fsyncMicros;
    private final String commit;

    private Machine(long fsyncMicros, String commit) {
        this.fsyncMicros = fsyncMicros;
        this.commit = commit;
    }

    /** @param directory on the disk that the store lies on */
    public static Machine probe(Path directory) {
        return new Machine(fsync(directory), commitOfSources());
    }

    /** What a write of one block with fsync takes: the median of some hundreds, in microseconds. */
    public long fsyncMicros() {
        return fsyncMicros;
    }

    /** Of the sources in the working directory, with {@code -dirty} where they were changed; {@code unknown} elsewhere. */
    public String commit() {
        return commit;
    }

    /** The load average over a minute. */
    public double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    /** In one line. */
    public String describe() {
        return String.format(
                Locale.ROOT,
                "%d cores, fsync %d µs, load %.1f, commit %s",
                Runtime.getRuntime().availableProcessors(),
                fsyncMicros,
                load(),
                commit);
    }

    private static long fsync(Path directory) {
        try {
            Path file = Files.createTempFile(directory, "fsync", ".probe");
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                long[] nanos = new long[PROBES];
                for (int probe = 0; probe < PROBES; probe++) {
                    ByteBuffer block = ByteBuffer.allocate(BLOCK);
                    long start = System.nanoTime();
                    channel.write(block, (long) (probe % 16) * BLOCK);
                    channel.force(false);
                    nanos[probe] = System.nanoTime() - start;
                }
                Arrays.sort(nanos);
                return TimeUnit.NANOSECONDS.toMicros(nanos[PROBES / 2]);
            } finally {
                Files.delete(file);
            }
        } catch (IOException failure) {
            throw new BenchException("fsync could not be tried in " + directory + ": " + failure.getMessage(), failure);
        }
    }

    private static String commitOfSources() {
        try {
            Process git = new ProcessBuilder(List.of("git", "describe", "--always", "--dirty", "--exclude", "*"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            git.getOutputStream().close();
            String answer = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor() == 0 ? answer : "unknown";
        } catch (IOException noGit) {
            return "unknown";
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "unknown";
        }
    }
}

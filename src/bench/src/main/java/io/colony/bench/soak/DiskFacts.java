package io.colony.bench.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What lies in a directory that others change at the same time. */
final class DiskFacts {
    private static final long KILOBYTE = 1024;

    private DiskFacts() {}

    /** The lengths of all files in it, in units of 1,024 bytes; what is gone meanwhile counts nothing. */
    static long kilobytes(Path directory) {
        return sum(directory, BasicFileAttributes::size) / KILOBYTE;
    }

    /** How many files are in it and below. */
    static long files(Path directory) {
        return sum(directory, facts -> 1);
    }

    private static long sum(Path directory, ToLongFunction<BasicFileAttributes> of) {
        long[] sum = {0};
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes facts) {
                    sum[0] += of.applyAsLong(facts);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return sum[0];
    }

    /** How many entries it has; none where it is not there. */
    static long entries(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.count();
        } catch (NoSuchFileException absent) {
            return 0;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

package io.colony.engine.gate;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import javax.xml.stream.XMLStreamException;

/**
 * The test reports that a gate declares, below its checkout. The files are untrusted: links are not followed, what is no
 * regular file is not opened, and number and size are limited.
 *
 * <p>A report that lies there before the gate runs, be it committed or left by the gate before, must not count. It stays,
 * since the gate may need the file for something else, but gets a time of change that no run gives. Nor does a copy of one count: builds
 * copy resources to where their reports lie.
 */
final class TestReports {
    private static final FileTime STALE = FileTime.fromMillis(86_400_000);
    private static final int MAX_DEPTH = 100;
    private static final int MAX_ENTRIES = 2_000_000;
    private static final int BUFFER = 1 << 16;

    private final Path checkout;
    private final PathGlobs globs;
    private final String declared;
    private final Limits limits;
    /** The XML files that lay there before, by their SHA-256, so that a copy of one is told from a report. */
    private final Map<String, Set<Path>> before = new HashMap<>();

    /**
     * How much is read.
     *
     * @param files most reports
     * @param fileBytes most bytes of a report
     * @param allBytes most bytes of all reports
     * @param tests most tests
     * @param characters most characters of the tests' names together
     */
    record Limits(int files, long fileBytes, long allBytes, int tests, long characters) {
        static final Limits DEFAULT = new Limits(20_000, 64L << 20, 512L << 20, 200_000, 20_000_000);
    }

    TestReports(Path checkout, List<String> patterns, Limits limits) {
        this.checkout = checkout;
        this.globs = PathGlobs.of(patterns);
        this.declared = String.join(", ", patterns);
        this.limits = limits;
    }

    /** What the reports say. */
    sealed interface Reading {
        record Tests(TestRun run) implements Reading {}

        /** Nothing that counts, with the reason as the end of a sentence. */
        record Unusable(String reason) implements Reading {}
    }

    /** A report, and what was known of it when it was found. */
    private record Found(Path path, long bytes, FileTime changed) {}

    /** Makes sure that what lies there now will not count; the reason when that cannot be done. */
    Optional<String> discount() {
        try {
            for (Found report : find(this::isReport, limits.files())) {
                Files.setLastModifiedTime(report.path(), STALE);
            }
            long bytes = 0;
            for (Found file : find(TestReports::isXml, MAX_ENTRIES)) {
                bytes += file.bytes();
                if (file.bytes() <= limits.fileBytes() && bytes <= limits.allBytes()) {
                    before.computeIfAbsent(hash(file.path()), key -> new HashSet<>())
                            .add(file.path());
                }
            }
            return Optional.empty();
        } catch (IOException failure) {
            return Optional.of("old reports (" + declared + ") cannot be told from new ones: " + failure);
        }
    }

    /** What was written since {@link #discount}. */
    Reading read() {
        try {
            List<Found> fresh = new ArrayList<>();
            for (Found report : find(this::isReport, limits.files())) {
                if (!report.changed().equals(STALE) && !isCopy(report)) {
                    fresh.add(report);
                }
            }
            fresh.sort(Comparator.comparing(Found::path));
            return fresh.isEmpty()
                    ? new Reading.Unusable("its reports (" + declared + ") did not appear")
                    : read(fresh);
        } catch (IOException failure) {
            return new Reading.Unusable("its reports (" + declared + ") cannot be read: " + failure);
        }
    }

    private Reading read(List<Found> reports) {
        TestTally tally = new TestTally(limits);
        long bytes = 0;
        for (Found report : reports) {
            bytes += report.bytes();
            if (report.bytes() > limits.fileBytes() || bytes > limits.allBytes()) {
                return new Reading.Unusable("its reports are larger than " + limits.fileBytes() + " bytes each or "
                        + limits.allBytes() + " in all");
            }
            Optional<String> problem = read(report, tally);
            if (problem.isPresent()) {
                return new Reading.Unusable(problem.get());
            }
            if (tally.isFull()) {
                return new Reading.Unusable("its reports list more than " + limits.tests()
                        + " tests, or names of more than " + limits.characters() + " characters in all");
            }
        }
        return tally.tests() == 0
                ? new Reading.Unusable("its reports (" + declared + ") list no test")
                : new Reading.Tests(tally.run());
    }

    private Optional<String> read(Found report, TestTally tally) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(report.path(), LinkOption.NOFOLLOW_LINKS))) {
            JUnitXml.read(in, tally);
            return Optional.empty();
        } catch (IOException | XMLStreamException failure) {
            String reason = String.valueOf(failure.getMessage()).replaceAll("\\s+", " ");
            return Optional.of("its report " + checkout.relativize(report.path()) + " is no JUnit XML: "
                    + NamedSome.of(List.of(reason)));
        }
    }

    /** Whether the same lay elsewhere before; where it lay here, it has been written anew. */
    private boolean isCopy(Found report) throws IOException {
        return report.bytes() <= limits.fileBytes()
                && before.getOrDefault(hash(report.path()), Set.of()).stream()
                        .anyMatch(path -> !path.equals(report.path()));
    }

    private static String hash(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IOException("This Java has no SHA-256.", impossible);
        }
    }

    private List<Found> find(Predicate<Path> wanted, int most) throws IOException {
        List<Found> found = new ArrayList<>();
        Files.walkFileTree(checkout, Set.of(), MAX_DEPTH, new SimpleFileVisitor<>() {
            private int entries;

            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return directory.equals(checkout.resolve(".git"))
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                entries++;
                if (attributes.isRegularFile() && wanted.test(file)) {
                    found.add(new Found(file, attributes.size(), attributes.lastModifiedTime()));
                }
                if (entries > MAX_ENTRIES || found.size() > most) {
                    throw new IOException(
                            "there are more than " + limits.files() + " reports or " + MAX_ENTRIES + " files");
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (file.equals(checkout)) {
                    throw failure;
                }
                return FileVisitResult.CONTINUE; // a report that cannot be read is one that did not appear
            }
        });
        return found;
    }

    private boolean isReport(Path file) {
        String path = checkout.relativize(file).toString().replace('\\', '/');
        return isXml(file) && globs.match(path).isPresent();
    }

    private static boolean isXml(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".xml");
    }
}

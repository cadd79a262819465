package io.colony.engine.stage;

import io.colony.engine.git.ChangeSet;
import io.colony.engine.git.ChangeSet.ChangedFile;
import io.colony.engine.git.ChangeSet.Kind;
import io.colony.engine.process.StopSignal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Files that git shows no lines of, as text for the scan for secrets: UTF-16 and UTF-32 have a NUL in each letter of the kind that
 * credentials are made of. For all commits of one push. One file is in memory at a time, its text piece by piece, and each
 * content is looked at once however many names and commits have it.
 */
final class HiddenFiles {
    /** Of a file that git shows no lines of, which are all that are larger than this, text or not. */
    static final long LARGEST = 16L << 20;

    /** Of different contents: twice what a bundle holds of images and the like, which are packed already. */
    static final long MOST_BYTES = 128L << 20;

    private static final int PIECE = 1 << 20;
    /** Reasons, after which no other file is read. */
    private static final int ENOUGH = 20;

    /** So that what lies across the border of two pieces lies in one as a whole. */
    private static final int OVERLAP = 1 << 17;

    private final BiFunction<String, String, Optional<byte[]>> files;
    private final Scan scan;
    private final StopSignal stop;
    /** In which nothing was found. */
    private final Set<String> clean = new HashSet<>();

    private long left = MOST_BYTES;

    /** @param files by commit and path; empty where there is none, or none that can be read */
    HiddenFiles(BiFunction<String, String, Optional<byte[]>> files, Scan scan, StopSignal stop) {
        this.files = files;
        this.scan = scan;
        this.stop = stop;
    }

    /** Looks at a piece of a file's text. */
    @FunctionalInterface
    interface Scan {
        /**
         * What is wrong with it.
         *
         * @param line the number of its first line
         */
        List<String> reasons(String path, int line, String text);
    }

    /**
     * What came of a commit's files.
     *
     * @param reasons what the scan found
     * @param unread files that were not looked at: too large, too many of them, or with a name that leads nowhere on some
     *     machines; by names that can be shown
     */
    record Found(List<String> reasons, List<String> unread) {}

    /** Looks at a commit's. */
    Found in(ChangeSet change) {
        Set<String> reasons = new LinkedHashSet<>();
        List<String> unread = new ArrayList<>();
        for (ChangedFile file : change.files()) {
            if (file.binary() && file.kind() != Kind.REMOVED && reasons.size() < ENOUGH) {
                stop.check();
                if (!look(change.head(), file, reasons)) {
                    unread.add(Carried.shown(file.path()));
                }
            }
        }
        return new Found(List.copyOf(reasons), List.copyOf(unread));
    }

    /** Whether it was looked at. */
    private boolean look(String head, ChangedFile file, Set<String> reasons) {
        if (clean.contains(file.blob())) {
            return true;
        }
        if (file.bytes() > Math.min(LARGEST, left)) {
            return false;
        }
        Optional<byte[]> content = files.apply(head, file.path());
        if (content.isEmpty()) {
            return false;
        }
        left -= file.bytes();
        int before = reasons.size();
        scan(file.path(), content.get(), reasons);
        if (reasons.size() == before && !file.blob().isEmpty()) {
            clean.add(file.blob());
        }
        return true;
    }

    private void scan(String path, byte[] content, Set<String> reasons) {
        int line = 1;
        for (int from = 0; from == 0 || from + OVERLAP < content.length; from += PIECE - OVERLAP) {
            String text = text(content, from, Math.min(content.length, from + PIECE));
            reasons.addAll(scan.reasons(path, line, text));
            line += lines(content, from, Math.min(content.length, from + PIECE - OVERLAP));
        }
    }

    private static String text(byte[] content, int from, int to) {
        return new String(content, from, to - from, StandardCharsets.ISO_8859_1)
                .replace("\0", "")
                .replace('\r', '\n');
    }

    private static int lines(byte[] content, int from, int to) {
        int lines = 0;
        for (int at = from; at < to; at++) {
            lines += content[at] == '\n' || content[at] == '\r' ? 1 : 0;
        }
        return lines;
    }
}

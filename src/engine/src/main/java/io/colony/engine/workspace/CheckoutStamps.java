package io.colony.engine.workspace;

import io.colony.engine.git.GitException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;

/**
 * How a checkout was before the agent started. Whatever still has its stamp was not touched since.
 *
 * <p>Files' stamps stand in a copy of the index, which lies where the agent could write: its hash, here, tells.
 *
 * @param directories by path; all but the top one, which is always made anew
 * @param moment later than everything that was done to the checkout before, as the file system counts; nanoseconds
 */
record CheckoutStamps(Path index, int indexBytes, String indexHash, Map<String, FileStamp> directories, long moment) {
    /** More than a tick has room for, and still short. */
    private static final int MOST_LOOKS = 5_000;

    CheckoutStamps {
        directories = Map.copyOf(directories);
    }

    /**
     * Takes them.
     *
     * @param index of the files as they stand
     * @param beside where a file may be made and the copy of the index is put; on the file system of the checkout
     * @return empty where a name cannot be told exactly, or the file system says too little
     */
    static Optional<CheckoutStamps> take(Path checkout, GitIndex index, Path beside) throws IOException {
        Map<String, FileStamp> directories = new HashMap<>();
        try {
            for (String directory : directories(index)) {
                Optional<FileStamp> stamp = FileStamp.ofDirectory(checkout.resolve(directory));
                if (stamp.isEmpty()) {
                    return Optional.empty();
                }
                directories.put(directory, stamp.get());
            }
        } catch (GitException | InvalidPathException unreadable) {
            return Optional.empty();
        }
        Path copy = beside.resolve("kept-index");
        index.write(copy);
        LongStream all = LongStream.concat(
                index.entries().stream().mapToLong(entry -> entry.stamp().changed()), changes(directories));
        return after(all, beside)
                .map(moment -> new CheckoutStamps(copy, index.size(), index.hash(), directories, moment));
    }

    /** The same after some directories were made anew, or are gone. */
    CheckoutStamps with(Map<String, FileStamp> present, Path beside) {
        long later = after(changes(present), beside).orElse(Long.MIN_VALUE);
        return new CheckoutStamps(index, indexBytes, indexHash, present, later);
    }

    private static LongStream changes(Map<String, FileStamp> directories) {
        return directories.values().stream().mapToLong(FileStamp::changed);
    }

    CheckoutStamps indexAt(Path file) {
        return new CheckoutStamps(file, indexBytes, indexHash, directories, moment);
    }

    /** The index as it was; empty where it was changed or is gone. */
    Optional<GitIndex> readIndex() {
        try {
            // What the agent put in its place may have no end, or block whoever opens it.
            if (!Files.isRegularFile(index, LinkOption.NOFOLLOW_LINKS) || Files.size(index) != indexBytes) {
                return Optional.empty();
            }
            return Optional.of(GitIndex.read(index)).filter(read -> read.hash().equals(indexHash));
        } catch (IOException | GitException gone) {
            return Optional.empty();
        }
    }

    private static Set<String> directories(GitIndex index) {
        Set<String> directories = new TreeSet<>();
        for (GitIndex.Entry entry : index.entries()) {
            if (!Path.of(entry.path()).toString().equals(entry.path())) {
                throw new GitException("The name of " + entry.path() + " is another on this machine.");
            }
            String path = entry.isSubmodule() ? entry.path() + "/" : entry.path();
            for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
                if (!directories.add(path.substring(0, slash))) {
                    break;
                }
            }
        }
        return directories;
    }

    /**
     * A moment of the file system's clock that is later than these stamps: what is done from now on is stamped so, or
     * later. That clock ticks every few milliseconds; where it does not tick soon, the moment is not later than all.
     */
    private static Optional<Long> after(LongStream stamps, Path beside) {
        long newest = stamps.max().orElse(Long.MIN_VALUE);
        try {
            Path probe = Files.createTempFile(beside, "moment-", "");
            try {
                Optional<Long> moment = FileStamp.of(probe).map(FileStamp::changed);
                for (int look = 0; look < MOST_LOOKS && moment.isPresent() && moment.get() <= newest; look++) {
                    Files.setLastModifiedTime(probe, FileTime.fromMillis(look));
                    moment = FileStamp.of(probe).map(FileStamp::changed);
                }
                return moment;
            } finally {
                Files.delete(probe);
            }
        } catch (IOException unwritable) {
            return Optional.empty();
        }
    }
}

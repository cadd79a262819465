package io.colony.engine.workspace;

import io.colony.engine.git.DirectoryRemoval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Moves what nobody touched of a checkout to a new directory; everything else stays behind, whatever it is.
 *
 * <p>A directory with its stamp has exactly the entries, mode and attributes that it had. One without it is made anew,
 * and only what it holds of untouched directories goes over. Used once.
 */
final class Salvage {
    private final CheckoutStamps stamps;
    private final Path aside;
    private final Directory top = new Directory("");
    private final List<Looked> looked = new ArrayList<>();
    private final Set<String> altered = new HashSet<>();
    private final Map<String, FileStamp> kept = new HashMap<>();
    private int asideCount;

    /** Something in, or the place of, a directory. */
    private record Looked(Directory directory, Path path) {}

    /** A directory as it was. */
    private record Directory(String path, Map<String, Directory> directories, List<GitIndex.Entry> files) {
        Directory(String path) {
            this(path, new HashMap<>(), new ArrayList<>());
        }

        Directory in(String name) {
            return directories.computeIfAbsent(
                    name, ignored -> new Directory(path.isEmpty() ? name : path + "/" + name));
        }
    }

    /**
     * A salvage.
     *
     * @param index of the checkout, as it was
     * @param aside an empty directory on the checkout's file system, for what is in the way
     */
    Salvage(CheckoutStamps stamps, GitIndex index, Path aside) {
        this.stamps = stamps;
        this.aside = aside;
        index.entries().forEach(this::add);
    }

    private void add(GitIndex.Entry entry) {
        Directory directory = top;
        String path = entry.path();
        int start = 0;
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', start)) {
            directory = directory.in(path.substring(start, slash));
            start = slash + 1;
        }
        if (entry.isSubmodule()) {
            directory.in(path.substring(start));
        } else {
            directory.files().add(entry);
        }
    }

    /**
     * Moves it.
     *
     * @param to exists and is empty
     * @return the stamps of the directories that were kept
     */
    Map<String, FileStamp> run(Path from, Path to) throws IOException {
        if (FileStamp.ofDirectory(from).isPresent()) {
            fill(top, from, to);
        }
        removeTouched();
        for (String path : altered) {
            FileStamp.ofDirectory(to.resolve(path)).ifPresent(stamp -> kept.put(path, stamp));
        }
        kept.remove(top.path());
        return kept;
    }

    private void fill(Directory directory, Path from, Path to) throws IOException {
        altered.add(directory.path());
        for (Map.Entry<String, Directory> child : directory.directories().entrySet()) {
            Path source = from.resolve(child.getKey());
            Path target = to.resolve(child.getKey());
            Optional<FileStamp> seen = FileStamp.ofDirectory(source);
            if (untouched(child.getValue(), seen)) {
                Files.move(source, target);
                keep(child.getValue(), target);
                altered.add(child.getValue().path()); // moving it changes its stamp
            } else if (seen.isPresent()) {
                fill(child.getValue(), source, Files.createDirectory(target));
            }
        }
    }

    /** Looks through a directory whose own entries are what they were. */
    private void keep(Directory directory, Path path) throws IOException {
        kept.put(directory.path(), stamp(directory));
        looked.add(new Looked(directory, path));
        for (Map.Entry<String, Directory> child : directory.directories().entrySet()) {
            Path target = path.resolve(child.getKey());
            if (untouched(child.getValue(), FileStamp.ofDirectory(target))) {
                keep(child.getValue(), target);
            } else {
                Path source = aside.resolve(Integer.toString(asideCount++));
                Files.move(target, source);
                fill(child.getValue(), source, Files.createDirectory(target));
                altered.add(directory.path());
            }
        }
    }

    /** By all processors, since there are many files and each is a call of the system. */
    private void removeTouched() {
        List<Looked> touched = looked.parallelStream()
                .flatMap(each -> each.directory().files().stream()
                        .filter(file -> !file.stamp()
                                .unchangedSince(
                                        stamps.moment(),
                                        FileStamp.of(each.path().resolve(file.name()))))
                        .map(file -> new Looked(each.directory(), each.path().resolve(file.name()))))
                .toList();
        for (Looked file : touched) {
            DirectoryRemoval.remove(file.path());
            altered.add(file.directory().path());
        }
    }

    private boolean untouched(Directory directory, Optional<FileStamp> seen) {
        return stamps.directories().containsKey(directory.path())
                && stamp(directory).unchangedSince(stamps.moment(), seen);
    }

    private FileStamp stamp(Directory directory) {
        return Objects.requireNonNull(stamps.directories().get(directory.path()), directory.path());
    }
}

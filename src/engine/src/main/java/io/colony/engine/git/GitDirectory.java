package io.colony.engine.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes git directories with a configuration that we know in full: no template, no hooks, no remote.
 *
 * <p>Also what is done to their files without git.
 */
public final class GitDirectory {
    private static final String COMMON = """
            \trepositoryformatversion = 0
            \tfilemode = true
            \thooksPath = /dev/null
            \tfsmonitor = false
            \tcommitGraph = false
            \tmultiPackIndex = false
            \tlogAllRefUpdates = false
            [protocol "ext"]
            \tallow = never
            [submodule]
            \trecurse = false
            [gc]
            \tauto = 0
            [maintenance]
            \tauto = false
            [fetch]
            \tunpackLimit = 1
            [commit]
            \tgpgSign = false
            [tag]
            \tgpgSign = false
            """;

    private GitDirectory() {}

    /** Makes a bare repository; does nothing where there is one. */
    public static Path bare(Path directory) {
        // The programs that git starts for a fetch from it read this alone, and would compare large files in memory.
        return make(directory, "[core]\n\tbare = true\n\tbigFileThreshold = 16m\n" + COMMON);
    }

    /** Makes the {@code .git} of a checkout whose commits are the Builder's. */
    public static Path checkout(Path directory) {
        String identity =
                "[user]\n\tname = Colony Builder\n\temail = builder@colony.invalid\n[push]\n\tdefault = nothing\n";
        return make(directory, "[core]\n\tbare = false\n" + COMMON + identity);
    }

    private static Path make(Path directory, String config) {
        try {
            if (Files.exists(directory.resolve("HEAD"))) {
                return directory;
            }
            for (String part : List.of("objects/info", "objects/pack", "refs/heads", "info")) {
                Files.createDirectories(directory.resolve(part));
            }
            Files.writeString(directory.resolve("config"), config);
            // HEAD comes last: it is what makes the directory a repository.
            Path head = directory.resolve("HEAD.new");
            Files.writeString(head, "ref: refs/heads/none\n");
            Files.move(head, directory.resolve("HEAD"), StandardCopyOption.ATOMIC_MOVE);
            return directory;
        } catch (IOException failure) {
            throw new GitException("Cannot make the git directory " + directory + ": " + failure + ".", failure);
        }
    }

    /** Lets a repository read the objects of others. */
    public static void alternates(Path directory, List<Path> objects) {
        List<String> lines = objects.stream().map(Path::toString).toList();
        try {
            Files.write(directory.resolve("objects/info/alternates"), lines, StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new GitException("Cannot write the alternates of " + directory + ": " + failure + ".", failure);
        }
    }

    /**
     * Gives a directory of objects all packs of a repository, as hard links where the file system allows. Whoever calls keeps
     * others from repacking {@code from} meanwhile.
     */
    public static void linkPacks(Path from, Path objects) {
        try {
            Path target = Files.createDirectories(objects.resolve("pack"));
            for (Path file : list(from.resolve("objects/pack"))) {
                String name = file.getFileName().toString();
                if (name.matches("pack-[0-9a-f]{40}\\.(pack|idx|rev)")) {
                    link(file, target.resolve(name));
                }
            }
        } catch (IOException failure) {
            throw new GitException(
                    "Cannot link the packs of " + from + " to " + objects + ": " + failure + ".", failure);
        }
    }

    private static void link(Path from, Path to) throws IOException {
        try {
            Files.createLink(to, from);
        } catch (UnsupportedOperationException | IOException otherFileSystem) {
            Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
        }
    }

    /** How many packs there are. */
    public static int packs(Path directory) {
        try {
            return (int) list(directory.resolve("objects/pack")).stream()
                    .filter(file -> file.getFileName().toString().endsWith(".pack"))
                    .count();
        } catch (IOException failure) {
            throw new GitException("Cannot read the packs of " + directory + ": " + failure + ".", failure);
        }
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return new ArrayList<>(files.toList());
        }
    }
}

package io.colony.runner;

import io.colony.engine.config.FileProblem;
import io.colony.engine.process.CommandRunner.CommandOutput;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a repository that may be a stranger's tracks. git is shown its index and its objects in a git directory of ours, and
 * never reads its configuration: that names commands, and which of them git runs differs from version to version.
 *
 * @param root the directory with the {@code .git}
 */
record RepositoryAround(Path root) {
    private static final String LINK = "gitdir:";
    private static final int MOST_NAME = 64 * 1024;
    private static final List<String> HASHES = List.of("sha1", "sha256");

    /** All that lie around it: one that lies in another's checkout must not hide it. */
    static List<RepositoryAround> of(Path place) {
        List<RepositoryAround> all = new ArrayList<>();
        for (Path there = place; there != null; there = there.getParent()) {
            if (Files.exists(there.resolve(".git"))) {
                all.add(new RepositoryAround(there));
            }
        }
        return all;
    }

    /** Whose owners decide on what it says: {@code .git} as it stands there, and the directories that it leads to. */
    List<Path> places() throws IOException {
        Path git = root.resolve(".git");
        List<Path> places = new ArrayList<>(List.of(git, git.toRealPath()));
        if (Files.isRegularFile(git)) {
            Path directory = directory();
            if (Files.exists(directory)) {
                places.add(directory.toRealPath());
            }
        }
        return places;
    }

    /**
     * What is tracked at the place or below it. Some file systems take names without regard to case, so git is asked so.
     *
     * @throws RunnerException where git cannot make sense of it
     */
    List<Path> listed(GitCommand git, Path place) {
        List<String> command = new ArrayList<>(List.of("ls-files", "-z"));
        if (!place.equals(root)) {
            command.addAll(List.of("--", ":(literal,icase)" + root.relativize(place)));
        }
        List<CommandOutput> attempts = new ArrayList<>();
        try {
            Path directory = directory();
            if (!Files.isRegularFile(directory.resolve("index"))) {
                return List.of();
            }
            for (String hash : HASHES) {
                attempts.add(shown(git, directory, hash, command));
                if (wellRead(attempts.getLast())) {
                    break;
                }
            }
        } catch (IOException failure) {
            throw unknown(place, FileProblem.of(failure));
        }
        if (!wellRead(attempts.getLast())) {
            throw unknown(place, attempts.getFirst().stderr().strip());
        }
        return Stream.of(attempts.getLast().stdout().split("\0"))
                .filter(name -> !name.isEmpty())
                .map(root::resolve)
                .toList();
    }

    /** git ends well also where it could not read what a part of the index stands for. */
    private static boolean wellRead(CommandOutput output) {
        return output.exitCode() == 0 && output.stderr().lines().noneMatch(line -> line.startsWith("error:"));
    }

    private CommandOutput shown(GitCommand git, Path directory, String hash, List<String> command) throws IOException {
        Path ours = Files.createTempDirectory("colony-index");
        try {
            Files.createDirectory(ours.resolve("refs"));
            Files.writeString(ours.resolve("HEAD"), "ref: refs/heads/main\n");
            Files.writeString(
                    ours.resolve("config"),
                    "[core]\n\trepositoryformatversion = 1\n[extensions]\n\tobjectformat = " + hash + "\n");
            Files.createSymbolicLink(ours.resolve("objects"), common(directory).resolve("objects"));
            // An index may be split: one file for what changes, another for the rest.
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "{index,sharedindex.*}")) {
                for (Path file : files) {
                    if (Files.isRegularFile(file)) {
                        Files.createSymbolicLink(ours.resolve(file.getFileName()), file);
                    }
                }
            }
            List<String> all = new ArrayList<>(List.of("--git-dir=" + ours, "--work-tree=" + root));
            all.addAll(command);
            return git.reading().attempt(root, all.toArray(String[]::new));
        } finally {
            try (Stream<Path> found = Files.walk(ours)) {
                for (Path each : found.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }

    /** The git directory: {@code .git}, or where the file of that name says, as in a submodule or another work tree. */
    private Path directory() throws IOException {
        Path git = root.resolve(".git");
        return Files.isRegularFile(git) ? named(git, LINK) : git;
    }

    /** Where the objects are: elsewhere for one of several work trees. */
    private static Path common(Path directory) throws IOException {
        Path file = directory.resolve("commondir");
        return Files.isRegularFile(file) ? named(file, "") : directory;
    }

    private static Path named(Path file, String prefix) throws IOException {
        String text = Files.size(file) > MOST_NAME ? "" : Files.readString(file).strip();
        if (text.length() <= prefix.length() || !text.startsWith(prefix)) {
            throw new IOException(file + " names no git directory");
        }
        try {
            return file.resolveSibling(text.substring(prefix.length()).strip())
                    .toAbsolutePath()
                    .normalize();
        } catch (InvalidPathException invalid) {
            throw new IOException(file + " names no git directory", invalid);
        }
    }

    private RunnerException unknown(Path place, String reason) {
        return new RunnerException(
                ExitCode.UNAVAILABLE,
                "Whether git tracks " + place + " in " + root + " cannot be found out: " + reason
                        + ". Mend that repository, or work in another directory.");
    }
}

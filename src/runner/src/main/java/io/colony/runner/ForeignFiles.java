package io.colony.runner;

import io.colony.engine.config.FileProblem;
import io.colony.engine.process.CommandRunner.CommandOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses what somebody else has put where this program looks by itself. Settings name programs that are run and servers that
 * get passwords, and what lies in the work directory is run and trusted; a person who calls a command in a checkout of others'
 * has chosen neither.
 */
public final class ForeignFiles {
    private static final int ROOT = 0;

    private final GitCommand git;

    public ForeignFiles(GitCommand git) {
        this.git = git;
    }

    /**
     * Refuses settings that nobody named.
     *
     * @throws RunnerException where git tracks the file, somebody else owns it, or others may write it
     */
    public void refuseSettings(Path file) {
        Optional<String> reason = tracked(file)
                .map(root -> "is tracked by git in " + root)
                .or(() -> reading(file, ForeignFiles::otherOwner))
                .or(() -> reading(file, ForeignFiles::writableByOthers));
        if (reason.isPresent()) {
            throw new RunnerException(
                    ExitCode.BAD_DATA,
                    "The settings " + file + " were not named, and " + file.getFileName() + " " + reason.get()
                            + ", so it may be somebody else's: it decides which programs run and where passwords go."
                            + " Read it; if you trust it, name it: --config " + file.getFileName()
                            + ", or COLONY_CONFIG=" + file + ".");
        }
    }

    /**
     * Refuses a work directory that others have filled.
     *
     * @param named whether somebody chose it; then it may belong to another user, as a volume may
     * @throws RunnerException where git tracks something below it, but for files directly in it, or somebody else owns it
     */
    public void refuseWork(Path directory, boolean named) {
        Optional<String> reason = trackedBelow(directory);
        Path programs = directory.resolve("postgres");
        for (Path place : named ? List.of(programs) : List.of(directory, programs)) {
            if (reason.isEmpty() && Files.exists(place)) {
                reason = reading(place, ForeignFiles::otherOwner).map(words -> "The directory " + place + " " + words);
            }
        }
        if (reason.isPresent()) {
            throw new RunnerException(
                    ExitCode.CANNOT_CREATE,
                    reason.get() + ", so what Colony would run and trust there may be somebody else's. Choose another"
                            + " work directory: --work DIR.");
        }
    }

    /** The repository that tracks the file. */
    private Optional<Path> tracked(Path file) {
        return places(file).stream()
                .flatMap(place -> repositoriesAround(place).stream()
                        .filter(root -> !listed(root, place).isEmpty()))
                .findFirst();
    }

    /** Files directly in it are read by nobody here: a {@code .gitignore}, say. A link may be a directory in disguise. */
    private Optional<String> trackedBelow(Path directory) {
        for (Path place : places(directory)) {
            for (Path root : repositoriesAround(place)) {
                for (Path found : listed(root, place)) {
                    boolean file = !Files.isDirectory(found) && !Files.isSymbolicLink(found);
                    if (!file || !place.equals(found.getParent())) {
                        return Optional.of(
                                "git tracks " + found + " in " + root + " (work directory " + directory + ")");
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** As it is written, and where links lead. */
    private static Set<Path> places(Path path) {
        Path written = path.toAbsolutePath().normalize();
        Set<Path> places = new LinkedHashSet<>(List.of(written));
        for (Path there = written; there != null; there = there.getParent()) {
            if (Files.exists(there)) {
                try {
                    places.add(there.toRealPath()
                            .resolve(there.relativize(written))
                            .normalize());
                } catch (IOException failure) {
                    throw unreadable(path, failure);
                }
                return places;
            }
        }
        return places;
    }

    /** All of them: one that lies in another's checkout must not hide it. */
    private static List<Path> repositoriesAround(Path place) {
        List<Path> roots = new ArrayList<>();
        for (Path there = place; there != null; there = there.getParent()) {
            if (Files.exists(there.resolve(".git"))) {
                roots.add(there);
            }
        }
        return roots;
    }

    /** What is tracked at the place or below it. Some file systems take names without regard to case, so git is asked so. */
    private List<Path> listed(Path root, Path place) {
        List<String> command =
                new ArrayList<>(List.of("--git-dir=" + root.resolve(".git"), "--work-tree=" + root, "ls-files", "-z"));
        if (!place.equals(root)) {
            command.addAll(List.of("--", ":(literal,icase)" + root.relativize(place)));
        }
        CommandOutput output = git.attempt(root, command.toArray(String[]::new));
        if (output.exitCode() != 0) {
            if (output.stderr().contains("not a git repository")) {
                return List.of();
            }
            throw new RunnerException(
                    ExitCode.UNAVAILABLE,
                    "Whether git tracks " + place + " in " + root + " cannot be found out: "
                            + output.stderr().strip() + ". Mend that repository, or work in another directory.");
        }
        return List.of(output.stdout().split("\0")).stream()
                .filter(name -> !name.isEmpty())
                .map(root::resolve)
                .toList();
    }

    /** Something that is asked of the file system. */
    private interface Question {
        Optional<String> of(Path path) throws IOException;
    }

    private static Optional<String> reading(Path path, Question question) {
        try {
            return question.of(path);
        } catch (IOException failure) {
            throw unreadable(path, failure);
        }
    }

    private static Optional<String> otherOwner(Path path) throws IOException {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return Optional.empty();
        }
        int owner = user(path);
        return owner == ROOT || owner == ownUser()
                ? Optional.empty()
                : Optional.of("belongs to " + Files.getOwner(path).getName());
    }

    /** By a file of our own: names may be missing for a number, in a container say. */
    private static int ownUser() throws IOException {
        Path own = Files.createTempFile("colony", null);
        try {
            return user(own);
        } finally {
            Files.delete(own);
        }
    }

    private static int user(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid");
    }

    /** Many systems give each user a group of that name and let it write; nobody else is in it. */
    private static Optional<String> writableByOthers(Path path) throws IOException {
        PosixFileAttributeView posix = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (posix == null) {
            return Optional.empty();
        }
        PosixFileAttributes attributes = posix.readAttributes();
        boolean ownGroup =
                attributes.group().getName().equals(attributes.owner().getName());
        boolean group = attributes.permissions().contains(PosixFilePermission.GROUP_WRITE) && !ownGroup;
        return group || attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE)
                ? Optional.of("may be written by other users")
                : Optional.empty();
    }

    private static RunnerException unreadable(Path path, IOException failure) {
        return new RunnerException(
                ExitCode.CANNOT_CREATE,
                "Whose " + path + " is cannot be found out: " + FileProblem.of(failure)
                        + ". Let this user read it, or work in another directory.",
                failure);
    }
}

package io.colony.runner;

import io.colony.engine.config.FileProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
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
                .or(() -> reading(file, path -> otherOwner(path)))
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
        trackedBelow(directory).ifPresent(reason -> refuse(reason, "Choose another work directory: --work DIR."));
        owned(directory.resolve("postgres"))
                .ifPresent(reason -> refuse(
                        reason,
                        "Run Colony as that user or, if you trust what lies there, make it yours: chown -R. Another work"
                                + " directory begins with an empty store: --work DIR."));
        if (!named) {
            owned(directory)
                    .ifPresent(reason -> refuse(
                            reason,
                            "If you trust what lies there, name it: --work " + directory
                                    + ". Another one begins with an empty store."));
        }
    }

    private static Optional<String> owned(Path place) {
        return Files.exists(place)
                ? reading(place, path -> otherOwner(path)).map(words -> "The directory " + place + " " + words)
                : Optional.empty();
    }

    private static void refuse(String reason, String cure) {
        throw new RunnerException(
                ExitCode.CANNOT_CREATE,
                reason + ", so what Colony would run and trust there may be somebody else's. " + cure);
    }

    /** In whose repository it lies, or which one tracks it. */
    private Optional<String> tracked(Path file) {
        for (Path place : places(file)) {
            for (RepositoryAround around : RepositoryAround.of(place)) {
                Optional<String> strange =
                        strange(around).map(words -> "lies in " + around.root() + ", where " + words);
                if (strange.isPresent()) {
                    return strange;
                }
                if (!around.listed(git, place).isEmpty()) {
                    return Optional.of("is tracked by git in " + around.root());
                }
            }
        }
        return Optional.empty();
    }

    /** Files directly in it are read by nobody here: a {@code .gitignore}, say. A link may be a directory in disguise. */
    private Optional<String> trackedBelow(Path directory) {
        for (Path place : places(directory)) {
            for (RepositoryAround around : RepositoryAround.of(place)) {
                Optional<String> strange = strange(around)
                        .map(words ->
                                "The work directory " + directory + " lies in " + around.root() + ", where " + words);
                if (strange.isPresent()) {
                    return strange;
                }
                for (Path found : around.listed(git, place)) {
                    boolean file = !Files.isDirectory(found) && !Files.isSymbolicLink(found);
                    if (!file || !place.equals(found.getParent())) {
                        return Optional.of(
                                "git tracks " + found + " in " + around.root() + " (work directory " + directory + ")");
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** git is not run on what another user wrote, as git itself would not be there. */
    private static Optional<String> strange(RepositoryAround around) {
        return reading(around.root().resolve(".git"), git -> {
            for (Path place : around.places()) {
                Optional<String> owner = otherOwner(place, LinkOption.NOFOLLOW_LINKS);
                if (owner.isPresent()) {
                    return owner.map(words -> place + " " + words);
                }
            }
            return Optional.empty();
        });
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

    private static Optional<String> otherOwner(Path path, LinkOption... links) throws IOException {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return Optional.empty();
        }
        int owner = user(path, links);
        return owner == ROOT || owner == ownUser()
                ? Optional.empty()
                : Optional.of("belongs to " + Files.getOwner(path, links).getName());
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

    private static int user(Path path, LinkOption... links) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid", links);
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

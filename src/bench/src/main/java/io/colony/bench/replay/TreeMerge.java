package io.colony.bench.replay;

import io.colony.engine.process.CommandRunner.CommandOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes a commit's change to another tree, as {@code git cherry-pick} would, without a working directory. */
final class TreeMerge {
    private final ReplayGit git;
    private final Blobs blobs;

    TreeMerge(ReplayGit git) {
        this.git = git;
        this.blobs = new Blobs(git);
    }

    /**
     * A commit's change, as two commits that have nothing but it between them.
     *
     * @param from without parents, with the tree before the change
     * @param to its child, with the tree after it
     */
    record Change(String from, String to) {}

    Change change(String parent, String commit) {
        String from = git.run("commit-tree", parent + "^{tree}", "-m", "before");
        return new Change(from, git.run("commit-tree", commit + "^{tree}", "-p", from, "-m", "after"));
    }

    /** The tree with the change; empty where they conflict in a way that has no single answer. */
    Optional<String> onto(String tree, Change change) {
        String ours = git.run("commit-tree", tree, "-p", change.from(), "-m", "ours");
        CommandOutput output = git.attempt(
                git.gitDirectory(),
                Map.of(),
                "",
                "merge-tree",
                "--write-tree",
                "-z",
                "--no-messages",
                ours,
                change.to());
        List<String> parts = List.of(output.stdout().split("\0", -1));
        if (output.exitCode() == 0) {
            return Optional.of(parts.getFirst().strip());
        }
        return output.exitCode() == 1 ? resolved(parts) : Optional.empty();
    }

    /** One side's version of a file with conflicts. */
    private record Version(String mode, String blob) {}

    /** The three versions; a file that one of the sides has not got has no single answer. */
    private record Versions(Optional<Version> base, Optional<Version> ours, Optional<Version> theirs) {
        static final Versions NONE = new Versions(Optional.empty(), Optional.empty(), Optional.empty());

        Versions with(String stage, Version version) {
            return switch (stage) {
                case "1" -> new Versions(Optional.of(version), ours, theirs);
                case "2" -> new Versions(base, Optional.of(version), theirs);
                default -> new Versions(base, ours, Optional.of(version));
            };
        }
    }

    private static Map<String, Versions> versions(List<String> parts) {
        Map<String, Versions> versions = new HashMap<>();
        for (String part : parts.subList(1, parts.size())) {
            // <mode> <object> <stage>\t<path>
            int tab = part.indexOf('\t');
            if (tab > 0) {
                String[] words = part.substring(0, tab).split(" ", -1);
                versions.compute(
                        part.substring(tab + 1),
                        (path, known) -> (known == null ? Versions.NONE : known)
                                .with(words[2], new Version(words[0], words[1])));
            }
        }
        return versions;
    }

    private Optional<String> resolved(List<String> parts) {
        return Blobs.inDirectory(directory -> {
            Map<String, String> index =
                    Map.of("GIT_INDEX_FILE", directory.resolve("index").toString());
            git.in(git.gitDirectory(), index, "", "read-tree", parts.getFirst().strip());
            for (Map.Entry<String, Versions> entry : versions(parts).entrySet()) {
                Optional<Version> merged = file(directory, entry.getValue());
                if (merged.isEmpty()) {
                    return Optional.empty();
                }
                git.in(
                        git.gitDirectory(),
                        index,
                        "",
                        "update-index",
                        "--add",
                        "--cacheinfo",
                        merged.get().mode() + "," + merged.get().blob() + "," + entry.getKey());
            }
            return Optional.of(
                    git.in(git.gitDirectory(), index, "", "write-tree").strip());
        });
    }

    private Optional<Version> file(Path directory, Versions versions) throws IOException {
        if (versions.base().isEmpty()
                || versions.ours().isEmpty()
                || versions.theirs().isEmpty()) {
            return Optional.empty();
        }
        Path base = blobs.unpack(directory, versions.base().get().blob());
        Path ours = blobs.unpack(directory, versions.ours().get().blob());
        Path theirs = blobs.unpack(directory, versions.theirs().get().blob());
        CommandOutput merged = git.attempt(
                directory,
                Map.of(),
                "",
                "merge-file",
                "--quiet",
                "--diff3",
                "--marker-size=" + ConflictedFile.MARKER,
                ours.toString(),
                base.toString(),
                theirs.toString());
        // The exit code is the number of conflicts, or something above 127.
        return merged.exitCode() < 0 || merged.exitCode() > 127
                ? Optional.empty()
                : ConflictedFile.resolve(Files.readString(ours, StandardCharsets.ISO_8859_1))
                        .map(text -> new Version(versions.theirs().get().mode(), blobs.write(text)));
    }
}

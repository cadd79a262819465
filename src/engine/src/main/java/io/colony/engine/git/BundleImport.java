package io.colony.engine.git;

import io.colony.engine.process.CommandRunner.CommandOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * Takes an agent's bundle into a trusted clone. The objects are unpacked in a quarantine first, which only reads the
 * clone's objects: what is refused has left nothing in the clone.
 */
final class BundleImport {
    private static final int BUFFER = 1 << 16;

    private final GitCommand git;
    private final Path clone;

    BundleImport(GitCommand git, Path clone) {
        this.git = git.bounded();
        this.clone = clone;
    }

    String run(Path bundle, String startSha, long maxBytes) {
        Names.sha(startSha);
        try {
            Path quarantine = Files.createTempDirectory(clone, "quarantine-");
            try {
                return run(quarantine, copy(bundle, quarantine.resolve("bundle"), maxBytes), startSha);
            } catch (GitException failure) {
                throw RefusedContent.judged(failure);
            } finally {
                DirectoryRemoval.remove(quarantine);
            }
        } catch (IOException failure) {
            throw new GitException(
                    "Cannot take the bundle " + bundle + " into " + clone + ": " + failure + ".", failure);
        }
    }

    private String run(Path quarantine, Path bundle, String startSha) {
        BundleHeader header = BundleHeader.read(bundle);
        List<String> missing = Fetch.missing(git, clone, header.prerequisites());
        if (!missing.isEmpty()) {
            throw new GitException("The bundle builds on " + missing + ", which " + clone + " does not have.");
        }
        Path inside = GitDirectory.bare(quarantine.resolve("git"));
        GitDirectory.alternates(inside, List.of(clone.resolve("objects")));
        String kept = "refs/colony/import/" + header.head();
        Fetch.run(git, inside, bundle.toString(), header.ref() + ":" + kept);
        int descends = git.in(inside)
                .attempt("merge-base", "--is-ancestor", startSha, header.head())
                .exitCode();
        if (descends != 0) {
            throw new GitException(
                    "The bundle's head " + header.head() + " does not descend from " + startSha + ", where it began.");
        }
        TreeGrowth.check(git, inside, startSha, header.head());
        // A fetch between repositories is what checks every new object; fetching a bundle does not.
        Path path = clone.toAbsolutePath();
        String[] fetch = {
            "-c",
            "fetch.fsckObjects=true",
            "fetch",
            "--quiet",
            "--no-tags",
            "--no-write-fetch-head",
            "--no-auto-maintenance",
            "--",
            inside.toString(),
            "+" + kept + ":" + kept
        };
        CommandOutput output = git.in(path).attempt(fetch);
        if (output.exitCode() != 0) {
            GitException failure = git.in(path).failure(output, fetch[2]);
            throw output.stderr().contains("fsck error")
                    ? new RefusedContent(
                            "A commit holds what git does not let into a repository: "
                                    + String.valueOf(failure.getMessage()).replace(" in " + path, ""),
                            failure)
                    : failure;
        }
        return header.head();
    }

    /** Copies it, so that what was measured is what is read. */
    private static Path copy(Path from, Path to, long maxBytes) throws IOException {
        if (!Files.isRegularFile(from, LinkOption.NOFOLLOW_LINKS)) {
            throw new GitException("There is no bundle at " + from + ".");
        }
        long bytes = 0;
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(from);
                OutputStream out = Files.newOutputStream(to)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes += read;
                if (bytes > maxBytes) {
                    throw new GitException("The bundle " + from + " is larger than the limit of " + maxBytes
                            + " bytes. Raise the limit or make the change smaller.");
                }
                out.write(buffer, 0, read);
            }
        }
        return to;
    }
}

package io.colony.engine.forge.local;

import io.colony.engine.forge.ForgeException;
import io.colony.engine.process.CommandRunner.CommandOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Takes in a repository: cloned beside its place, checked, and moved there when it is whole. The source is only read. */
final class LocalImport {
    private static final Set<String> SCHEMES = Set.of("https", "http", "ssh", "git", "file");
    private static final String SCRATCH = ".importing-";
    private static final Duration ABANDONED = Duration.ofDays(1);
    private static final String HEADS = "refs/heads/";

    /** What a bare repository of ours is held to, whoever pushes to it with whatever configuration. */
    private static final Map<String, String> CONFIGURATION = Map.of(
            "core.hooksPath", "/dev/null",
            "core.fsmonitor", "false",
            "core.logAllRefUpdates", "true",
            "receive.denyDeletes", "true",
            "receive.fsckObjects", "true",
            "receive.autogc", "false",
            "gc.auto", "0");

    private final PostgresLocalStore store;
    private final LocalGit git;
    private final Path root;
    private final InstantSource clock;

    LocalImport(PostgresLocalStore store, LocalGit git, Path root, InstantSource clock) {
        this.store = store;
        this.git = git;
        this.root = root;
        this.clock = clock;
    }

    /**
     * @param branch the default branch to be; empty for the one that the source's owner would name
     */
    LocalRepository fromPath(String slug, Path source, Optional<String> branch) {
        Path absolute = source.toAbsolutePath().normalize();
        if (!Files.isDirectory(absolute)) {
            throw ForgeException.permanent("There is no directory " + absolute + " to import " + slug + " from.");
        }
        return take(slug, absolute.toString(), Optional.of(absolute), branch);
    }

    LocalRepository fromUrl(String slug, URI source) {
        if (source.getScheme() == null || !SCHEMES.contains(source.getScheme())) {
            throw ForgeException.permanent("'" + source + "' is no URL that a repository can be imported from: use "
                    + "https, ssh, git or file.");
        }
        return take(slug, source.toString(), Optional.empty(), Optional.empty());
    }

    private LocalRepository take(String slug, String source, Optional<Path> path, Optional<String> wanted) {
        Path relative = LocalSlug.directory(slug);
        if (store.find(slug).isPresent()) {
            throw exists(slug);
        }
        Path scratch = scratchDirectory();
        try {
            Path bare = scratch.resolve("bare.git");
            cloneInto(bare, source, path, scratch);
            String branch =
                    wanted.isPresent() ? existing(bare, source, wanted.get()) : defaultBranch(bare, source, path);
            configure(bare, branch);
            return settle(slug, relative, bare, branch);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            delete(scratch);
        }
    }

    private static ForgeException exists(String slug) {
        return ForgeException.permanent("The local code host has a repository '" + slug
                + "' already. Nothing was changed; import under another name, or use the one that is there.");
    }

    private Path scratchDirectory() {
        try {
            Files.createDirectories(root);
            sweep();
            return Files.createTempDirectory(root, SCRATCH);
        } catch (IOException failure) {
            throw ForgeException.permanent(
                    "The local code host cannot write below " + root + ": " + failure.getMessage()
                            + ". Give it a directory that it may write to.",
                    failure);
        }
    }

    private void cloneInto(Path bare, String source, Optional<Path> path, Path scratch) throws IOException {
        Path config = scratch.resolve("gitconfig");
        if (path.isPresent()) {
            trust(path.get(), config);
        } else {
            Files.writeString(config, "");
        }
        CommandOutput output = git.cloneBare(source, bare, config);
        if (output.exitCode() != 0) {
            throw output.timedOut()
                    ? LocalGit.failure(output, "Cloning " + source)
                    : ForgeException.permanent("'" + source + "' could not be imported as a git repository: "
                            + LocalGit.lastLines(output.stderr()) + ". Nothing was changed.");
        }
    }

    /** The source was named by whoever imports, so git shall read it whoever owns it; nothing in it is run. */
    private static void trust(Path directory, Path config) throws IOException {
        Files.writeString(
                config,
                "[safe]\n\tdirectory = " + quoted(directory) + "\n\tdirectory = " + quoted(directory.resolve(".git"))
                        + "\n");
    }

    private static String quoted(Path path) {
        return "\"" + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /**
     * The branch that the source's owner would name. Of a bare repository or a URL it is what HEAD points at; in a work
     * tree HEAD is only what is checked out, so the remote's HEAD, {@code main} and {@code master} go before it.
     */
    private String defaultBranch(Path bare, String source, Optional<Path> path) {
        Optional<String> head = git.symbolicRef(bare, "HEAD");
        Stream<String> remote = path
                .map(directory -> directory.resolve(".git"))
                .filter(Files::isDirectory)
                .flatMap(directory -> git.symbolicRef(directory, "refs/remotes/origin/HEAD"))
                .map(ref -> HEADS + ref.substring("refs/remotes/origin/".length()))
                .stream();
        Stream<String> usual = Stream.of(HEADS + "main", HEADS + "master");
        boolean workTree = path.filter(directory -> Files.exists(directory.resolve(".git")))
                .isPresent();
        Stream<String> candidates = workTree
                ? Stream.concat(Stream.concat(remote, usual), head.stream())
                : Stream.concat(head.stream(), usual);
        return candidates
                .filter(ref -> ref.startsWith(HEADS) && git.commit(bare, ref).isPresent())
                .map(ref -> ref.substring(HEADS.length()))
                .findFirst()
                .orElseThrow(() -> ForgeException.permanent("'" + source
                        + "' has no default branch with a commit on it (no HEAD, main or master that holds one)."
                        + " Commit something to 'main' there and import again; nothing was changed."));
    }

    private String existing(Path bare, String source, String branch) {
        if (git.tip(bare, branch).isEmpty()) {
            throw ForgeException.permanent("'" + source + "' has no branch '" + branch
                    + "' with a commit on it. Name one that has; nothing was changed.");
        }
        return branch;
    }

    /** Brings a branch of a repository that was taken in before up to the source's, forward only. */
    void bringUp(LocalRepository repository, Path source, String branch) {
        Path bare = root.resolve(LocalSlug.directory(repository.slug()));
        Path absolute = source.toAbsolutePath().normalize();
        Path scratch = scratchDirectory();
        try {
            Path config = scratch.resolve("gitconfig");
            trust(absolute, config);
            CommandOutput fetched = git.fetch(bare, absolute.toString(), HEADS + branch, config);
            if (fetched.exitCode() != 0) {
                throw ForgeException.permanent("Branch '" + branch + "' of '" + absolute + "' could not be fetched: "
                        + LocalGit.lastLines(fetched.stderr()) + ". Nothing was changed.");
            }
            forward(repository.slug(), bare, branch);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            delete(scratch);
        }
    }

    private void forward(String slug, Path bare, String branch) {
        String theirs = git.commit(bare, LocalGit.FETCHED)
                .orElseThrow(() -> ForgeException.permanent("Nothing was fetched for '" + slug + "'."));
        String ours = git.tip(bare, branch).orElse(theirs);
        if (!git.isAncestor(bare, ours, theirs)) {
            if (!git.isAncestor(bare, theirs, ours)) {
                throw ForgeException.permanent(
                        "Branch '" + branch + "' of '" + slug + "' on the local code host and in the"
                                + " original have gone apart: both have commits that the other lacks. Bring the merged changes"
                                + " over (git pull from " + bare + ") and try again; nothing was changed.");
            }
            return;
        }
        // By comparison, so that a merge that comes in between is never lost.
        git.read(bare, "update-ref", HEADS + branch, theirs, ours);
    }

    private void configure(Path bare, String branch) {
        git.read(bare, "symbolic-ref", "HEAD", HEADS + branch);
        // The source's address is of no use afterwards and may hold a password.
        git.read(bare, "config", "--remove-section", "remote.origin");
        CONFIGURATION.forEach((key, value) -> git.read(bare, "config", key, value));
    }

    /** Adds the row, which keeps everybody else off the name until it is committed, and moves the directory meanwhile. */
    private LocalRepository settle(String slug, Path relative, Path bare, String branch) {
        if (!store.add(slug, relative, branch, () -> move(bare, root.resolve(relative)))) {
            throw exists(slug);
        }
        return store.get(slug);
    }

    private void move(Path bare, Path place) {
        try {
            Files.createDirectories(place.getParent());
            if (Files.exists(place)) {
                // No row names it: left by an import that was killed, or by a store that is gone. Kept, out of the way.
                String aside =
                        place.getFileName() + ".unknown-" + clock.instant().toEpochMilli();
                Files.move(place, place.resolveSibling(aside));
            }
            Files.move(bare, place);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Removes what imports left that were killed long ago. */
    private void sweep() throws IOException {
        Instant longAgo = clock.instant().minus(ABANDONED);
        try (Stream<Path> paths = Files.list(root)) {
            for (Path path : paths.filter(LocalImport::isScratch).toList()) {
                if (Files.getLastModifiedTime(path).toInstant().isBefore(longAgo)) {
                    delete(path);
                }
            }
        }
    }

    private static boolean isScratch(Path path) {
        return String.valueOf(path.getFileName()).startsWith(SCRATCH);
    }

    private static void delete(Path directory) {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : (Iterable<Path>) paths.sorted(Comparator.reverseOrder())::iterator) {
                Files.deleteIfExists(path);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

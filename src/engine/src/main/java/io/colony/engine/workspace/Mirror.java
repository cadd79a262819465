package io.colony.engine.workspace;

import io.colony.engine.git.DirectoryRemoval;
import io.colony.engine.git.Fetch;
import io.colony.engine.git.GitCommand;
import io.colony.engine.git.GitDirectory;
import io.colony.engine.git.GitException;
import io.colony.engine.git.PathLock;
import io.colony.engine.git.RefusedContent;
import io.colony.engine.log.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;

/**
 * This machine's bare mirror of a repository. Every change of it happens under its lock; objects are added and packed
 * together, never removed.
 */
final class Mirror {
    private static final Logger LOG = Log.of(Mirror.class);

    private static final int MANY_PACKS = 50;

    /** More would not fit on a command line. */
    private static final int MOST_TIPS = 500;

    private final GitCommand git;
    private final Path directory;
    private final Path lockFile;
    private final Path damaged;
    private final MirrorProof proof;

    Mirror(GitCommand git, Path root, String repository, MirrorProof proof) {
        this.git = git;
        this.proof = proof;
        this.damaged = root.resolve("damaged").resolve(repository.replace('/', '+') + ".git");
        this.directory = root.resolve("mirrors").resolve(repository + ".git");
        this.lockFile = root.resolve("locks/mirrors").resolve(repository.replace('/', '+') + ".lock");
    }

    /**
     * Lets a new git directory read all objects, having fetched when one of the request's commits was missing. It gets no file
     * of the mirror's itself: whoever writes below it changes nothing that others read.
     *
     * @param lent becomes what it reads from
     */
    void provide(Workspaces.Request request, Path target, Path lent) {
        PathLock held = PathLock.acquire(lockFile);
        try {
            GitDirectory.bare(directory);
            proof.doubt(git, directory).ifPresent(this::setAside);
            fetchMissing(request);
            GitDirectory.linkPacks(directory, lent);
            GitDirectory.alternates(target, List.of(lent));
        } finally {
            held.close();
        }
    }

    /** What was changed under our hands is kept for people to look at, and made anew from the code host. */
    private void setAside(String doubt) {
        LOG.error(
                "The mirror {} was changed by somebody else: {}. It lies in {} now; a new one is fetched.",
                directory,
                doubt,
                damaged);
        try {
            DirectoryRemoval.remove(damaged);
            Files.createDirectories(damaged.resolveSibling("."));
            Files.move(directory, damaged);
        } catch (IOException failure) {
            throw new GitException("Cannot set the mirror " + directory + " aside: " + failure + ".", failure);
        }
        GitDirectory.bare(directory);
    }

    private void fetchMissing(Workspaces.Request request) {
        List<String> wanted = List.of(request.startSha(), request.baseSha());
        if (Fetch.missing(git, directory, wanted).isEmpty()) {
            return;
        }
        Fetch.run(git, directory, request.cloneUrl(), "+refs/heads/*:refs/remotes/origin/*");
        List<String> missing = Fetch.missing(git, directory, wanted);
        if (!missing.isEmpty()) {
            // A commit that no branch holds any more, or not yet: many hosts give it when it is asked for by name.
            byName(request, missing);
            missing = Fetch.missing(git, directory, wanted);
        }
        if (!missing.isEmpty()) {
            throw new GitException(
                    request.repository() + " at " + request.cloneUrl() + " has no commit " + missing + ".");
        }
        if (GitDirectory.packs(directory) > MANY_PACKS) {
            git.in(directory).run("repack", "-a", "-d", "-k", "-q");
        }
        proof.accept(directory);
    }

    /** It may be a stranger's, of a fork. */
    private void byName(Workspaces.Request request, List<String> commits) {
        try {
            Fetch.run(git.bounded(), directory, request.cloneUrl(), commits.toArray(String[]::new));
        } catch (GitException failure) {
            throw RefusedContent.judged(failure);
        }
    }

    /** What a fetch would have to bring, and what it could build on. */
    LocalWorkspaces.Known known(Workspaces.Request request) {
        PathLock held = PathLock.acquire(lockFile);
        try {
            GitDirectory.bare(directory);
            proof.doubt(git, directory).ifPresent(this::setAside);
            String tips = git.in(directory).run("for-each-ref", "--format=%(objectname)", "refs/remotes/origin");
            return new LocalWorkspaces.Known(
                    Fetch.missing(git, directory, List.of(request.startSha(), request.baseSha())),
                    tips.lines().distinct().limit(MOST_TIPS).toList());
        } finally {
            held.close();
        }
    }

    /** Keeps a commit of a bundle under the ref, or under the first free one that begins like it; returns which. */
    String keep(Path bundle, String sha, String ref) {
        PathLock held = PathLock.acquire(lockFile);
        try {
            GitDirectory.bare(directory);
            proof.doubt(git, directory).ifPresent(this::setAside);
            String free = free(ref, sha);
            Fetch.run(git.bounded(), directory, bundle.toString(), Capture.EXPORT_REF + ":" + free);
            proof.accept(directory);
            return free;
        } catch (GitException failure) {
            throw RefusedContent.judged(failure);
        } finally {
            held.close();
        }
    }

    private String free(String ref, String sha) {
        String candidate = ref;
        for (int number = 2; ; number++) {
            String present = git.in(directory)
                    .attempt("rev-parse", "--verify", "--quiet", candidate)
                    .stdout()
                    .strip();
            if (present.isEmpty() || present.equals(sha)) {
                return candidate;
            }
            candidate = ref + "-" + number;
        }
    }
}

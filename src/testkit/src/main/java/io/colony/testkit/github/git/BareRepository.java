package io.colony.testkit.github.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;

/** A real bare repository. Safe for use by many threads. */
public final class BareRepository implements AutoCloseable {
    private static final int MOST_PACKS = 100;

    private final Repository repository;

    private BareRepository(Repository repository) {
        this.repository = repository;
    }

    /** Makes an empty one. */
    public static BareRepository create(Path directory, String defaultBranch) {
        return doing(() -> {
            Repository made = new FileRepositoryBuilder()
                    .setGitDir(directory.toFile())
                    .setBare()
                    .build();
            made.create(true);
            made.updateRef(Constants.HEAD).link(Constants.R_HEADS + defaultBranch);
            keepPacks(made.getConfig());
            return new BareRepository(made);
        });
    }

    /**
     * A push collects garbage where there are too many packs. Those that were packed anew stay for a minute, since requests
     * read them that began before; were they to stay longer, each push would have to go through all of them.
     */
    private static void keepPacks(StoredConfig config) throws IOException {
        String section = ConfigConstants.CONFIG_GC_SECTION;
        config.setInt(section, null, ConfigConstants.CONFIG_KEY_AUTOPACKLIMIT, MOST_PACKS);
        config.setString(section, null, ConfigConstants.CONFIG_KEY_PRUNEPACKEXPIRE, "1.minute.ago");
        config.save();
    }

    public Path directory() {
        return repository.getDirectory().toPath();
    }

    /** For what speaks git's protocol. */
    public Repository jgit() {
        return repository;
    }

    public void setDefaultBranch(String branch) {
        doing(() -> repository.updateRef(Constants.HEAD).link(Constants.R_HEADS + branch));
    }

    public Optional<String> tip(String branch) {
        return doing(() -> Optional.ofNullable(repository.exactRef(Constants.R_HEADS + branch))
                .map(Ref::getObjectId)
                .map(ObjectId::name));
    }

    /** Branches whose names begin with the prefix, and what they point at, by name. */
    public Map<String, String> branches(String prefix) {
        return doing(() -> {
            Map<String, String> found = new TreeMap<>();
            for (Ref ref : repository.getRefDatabase().getRefsByPrefix(Constants.R_HEADS + prefix)) {
                found.put(
                        ref.getName().substring(Constants.R_HEADS.length()),
                        target(ref).orElseThrow());
            }
            return found;
        });
    }

    private static Optional<String> target(Ref ref) {
        return Optional.ofNullable(ref.getObjectId()).map(ObjectId::name);
    }

    /** Makes, moves or deletes a branch if it points at {@code from} now; empty stands for no branch. */
    public boolean move(String branch, Optional<String> from, Optional<String> to) {
        return doing(() -> {
            RefUpdate update = repository.updateRef(Constants.R_HEADS + branch);
            update.setExpectedOldObjectId(from.map(ObjectId::fromString).orElse(ObjectId.zeroId()));
            update.setForceUpdate(true);
            if (to.isEmpty()) {
                return update.delete() == RefUpdate.Result.FORCED;
            }
            update.setNewObjectId(ObjectId.fromString(to.get()));
            return switch (update.update()) {
                case NEW, FORCED, FAST_FORWARD, NO_CHANGE -> true;
                default -> false;
            };
        });
    }

    /** The commit that a branch, tag or hash names; a short hash counts. */
    public Optional<String> resolve(String revision) {
        return doing(() -> {
            for (String candidate : List.of(Constants.R_HEADS + revision, Constants.R_TAGS + revision)) {
                Ref ref = repository.exactRef(candidate);
                if (ref != null) {
                    return target(ref);
                }
            }
            if (!revision.matches("[0-9a-f]{7,40}")) {
                return Optional.empty();
            }
            ObjectId found = repository.resolve(revision + "^{commit}");
            return Optional.ofNullable(found).map(ObjectId::name);
        });
    }

    public boolean holds(String sha) {
        return sha.matches("[0-9a-f]{40}")
                && doing(() -> repository.getObjectDatabase().has(ObjectId.fromString(sha)));
    }

    public GitCommit commit(String sha) {
        try (RevWalk walk = new RevWalk(repository)) {
            return doing(() -> of(walk.parseCommit(ObjectId.fromString(sha))));
        }
    }

    private static GitCommit of(RevCommit commit) {
        return new GitCommit(
                commit.name(),
                commit.getTree().name(),
                Arrays.stream(commit.getParents()).map(RevCommit::name).toList(),
                commit.getAuthorIdent(),
                commit.getCommitterIdent(),
                commit.getFullMessage().strip());
    }

    /** What {@code head} has and {@code base} has not, oldest first. */
    public List<GitCommit> between(String base, String head) {
        try (RevWalk walk = new RevWalk(repository)) {
            return doing(() -> {
                walk.markStart(walk.parseCommit(ObjectId.fromString(head)));
                walk.markUninteresting(walk.parseCommit(ObjectId.fromString(base)));
                List<GitCommit> found = new ArrayList<>();
                for (RevCommit commit : walk) {
                    walk.parseBody(commit);
                    found.addFirst(of(commit));
                }
                return found;
            });
        }
    }

    /** The newest commits of a history, newest first. */
    public List<GitCommit> log(String sha, int limit) {
        try (RevWalk walk = new RevWalk(repository)) {
            return doing(() -> {
                walk.markStart(walk.parseCommit(ObjectId.fromString(sha)));
                List<GitCommit> found = new ArrayList<>();
                for (RevCommit commit : walk) {
                    if (found.size() == limit) {
                        break;
                    }
                    found.add(of(commit));
                }
                return found;
            });
        }
    }

    public Optional<String> mergeBase(String one, String other) {
        try (RevWalk walk = new RevWalk(repository)) {
            return doing(() -> {
                walk.setRevFilter(RevFilter.MERGE_BASE);
                walk.markStart(walk.parseCommit(ObjectId.fromString(one)));
                walk.markStart(walk.parseCommit(ObjectId.fromString(other)));
                return Optional.ofNullable(walk.next()).map(RevCommit::name);
            });
        }
    }

    /** Whether the other's history holds this commit. */
    public boolean isAncestor(String sha, String of) {
        return mergeBase(sha, of).filter(sha::equals).isPresent();
    }

    /** A file's bytes at a commit. */
    public Optional<byte[]> file(String sha, String path) {
        try (RevWalk walk = new RevWalk(repository)) {
            return doing(() -> {
                try (TreeWalk tree = TreeWalk.forPath(
                        repository,
                        path,
                        walk.parseCommit(ObjectId.fromString(sha)).getTree())) {
                    return tree == null || tree.isSubtree()
                            ? Optional.empty()
                            : Optional.of(repository.open(tree.getObjectId(0)).getBytes());
                } catch (MissingObjectException submodule) {
                    return Optional.empty();
                }
            });
        }
    }

    /** The blob that a file is at a commit. */
    public Optional<String> blob(String sha, String path) {
        try (RevWalk walk = new RevWalk(repository)) {
            return doing(() -> {
                try (TreeWalk tree = TreeWalk.forPath(
                        repository,
                        path,
                        walk.parseCommit(ObjectId.fromString(sha)).getTree())) {
                    return Optional.ofNullable(tree)
                            .map(found -> found.getObjectId(0).name());
                }
            });
        }
    }

    /** A file's text at a commit. */
    public Optional<String> text(String sha, String path) {
        return file(sha, path).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        repository.close();
    }

    /** What may fail by input and output. */
    @FunctionalInterface
    interface Doing<T> {
        T now() throws IOException;
    }

    static <T> T doing(Doing<T> work) {
        try {
            return work.now();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

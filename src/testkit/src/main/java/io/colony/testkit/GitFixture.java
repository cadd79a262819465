package io.colony.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * A real, bare git repository that plays the code host's, written without a process and so in a few milliseconds. Times
 * count up from a fixed one: the same calls give the same commits.
 */
public final class GitFixture implements AutoCloseable {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final FileRepository repository;
    private int commits;

    private GitFixture(FileRepository repository) {
        this.repository = repository;
    }

    /** Makes an empty bare repository. */
    public static GitFixture create(Path directory) {
        try {
            FileRepository repository = new FileRepository(directory.toFile());
            repository.create(true);
            return new GitFixture(repository);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Opens a bare repository that is there already. */
    public static GitFixture open(Path directory) {
        try {
            return new GitFixture(new FileRepository(directory.toFile()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public Path directory() {
        return repository.getDirectory().toPath();
    }

    /** Where to clone it from. */
    public String url() {
        return directory().toAbsolutePath().toString();
    }

    /** Commits these files on top of the branch, which is made where it is missing. */
    public String commit(String branch, String message, Map<String, String> files) {
        Change change = change(branch);
        files.forEach(change::write);
        return change.commit(message);
    }

    /** Begins a commit on top of the branch. */
    public Change change(String branch) {
        return new Change(branch);
    }

    /** Makes or moves a branch. */
    public void branch(String branch, String sha) {
        try {
            RefUpdate update = repository.updateRef(Constants.R_HEADS + branch);
            update.setNewObjectId(ObjectId.fromString(sha));
            update.forceUpdate();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public Optional<String> tip(String branch) {
        try {
            return Optional.ofNullable(repository.resolve(Constants.R_HEADS + branch))
                    .map(ObjectId::name);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A file's text at a commit. */
    public Optional<String> text(String sha, String path) {
        try (RevWalk walk = new RevWalk(repository);
                TreeWalk tree = TreeWalk.forPath(
                        repository,
                        path,
                        walk.parseCommit(ObjectId.fromString(sha)).getTree())) {
            if (tree == null) {
                return Optional.empty();
            }
            byte[] bytes = repository.open(tree.getObjectId(0)).getBytes();
            return Optional.of(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The subjects of all commits up to this one, oldest first. */
    public List<String> subjects(String sha) {
        try (RevWalk walk = new RevWalk(repository)) {
            walk.sort(RevSort.TOPO);
            walk.sort(RevSort.REVERSE, true);
            walk.markStart(walk.parseCommit(ObjectId.fromString(sha)));
            List<String> subjects = new ArrayList<>();
            for (RevCommit commit : walk) {
                subjects.add(commit.getShortMessage());
            }
            return subjects;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        repository.close();
    }

    /** A commit that is being put together. */
    public final class Change {
        private final String branch;
        private final Map<String, Content> written = new LinkedHashMap<>();
        private final List<String> removed = new ArrayList<>();
        private String author = "Ada Author <ada@example.org>";

        private Change(String branch) {
            this.branch = branch;
        }

        private static final class Content {
            private final FileMode mode;
            private final byte[] bytes;

            Content(FileMode mode, byte[] bytes) {
                this.mode = mode;
                this.bytes = bytes;
            }
        }

        public Change write(String path, String text) {
            return write(path, text.getBytes(StandardCharsets.UTF_8));
        }

        public Change write(String path, byte[] bytes) {
            written.put(path, new Content(FileMode.REGULAR_FILE, bytes));
            return this;
        }

        public Change executable(String path, String text) {
            written.put(path, new Content(FileMode.EXECUTABLE_FILE, text.getBytes(StandardCharsets.UTF_8)));
            return this;
        }

        public Change link(String path, String target) {
            written.put(path, new Content(FileMode.SYMLINK, target.getBytes(StandardCharsets.UTF_8)));
            return this;
        }

        /** A submodule at this commit. */
        public Change submodule(String path, String sha) {
            written.put(path, new Content(FileMode.GITLINK, sha.getBytes(StandardCharsets.UTF_8)));
            return this;
        }

        public Change remove(String path) {
            removed.add(path);
            return this;
        }

        /** Whose commit it is, as {@code Name <address>}. */
        public Change author(String nameAndAddress) {
            author = nameAndAddress;
            return this;
        }

        /** Writes the commit and moves the branch to it. */
        public String commit(String message) {
            try (ObjectInserter inserter = repository.newObjectInserter()) {
                Optional<String> parent = tip(branch);
                CommitBuilder commit = new CommitBuilder();
                commit.setTreeId(tree(inserter, parent));
                parent.ifPresent(sha -> commit.setParentId(ObjectId.fromString(sha)));
                PersonIdent person = new PersonIdent(
                        author.substring(0, author.indexOf('<')).strip(),
                        author.substring(author.indexOf('<') + 1, author.indexOf('>')),
                        START.plusSeconds(60L * ++commits),
                        ZoneOffset.UTC);
                commit.setAuthor(person);
                commit.setCommitter(person);
                commit.setMessage(message.endsWith("\n") ? message : message + "\n");
                ObjectId sha = inserter.insert(commit);
                inserter.flush();
                branch(branch, sha.name());
                return sha.name();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        private ObjectId tree(ObjectInserter inserter, Optional<String> parent) throws IOException {
            Map<String, DirCacheEntry> entries = new TreeMap<>();
            if (parent.isPresent()) {
                read(parent.get(), entries);
            }
            removed.forEach(entries::remove);
            for (Map.Entry<String, Content> file : written.entrySet()) {
                Content content = file.getValue();
                boolean submodule = content.mode.equals(FileMode.GITLINK);
                ObjectId id = submodule
                        ? ObjectId.fromString(new String(content.bytes, StandardCharsets.UTF_8))
                        : inserter.insert(Constants.OBJ_BLOB, content.bytes);
                entries.put(file.getKey(), entry(file.getKey(), content.mode, id));
            }
            DirCache cache = DirCache.newInCore();
            DirCacheBuilder builder = cache.builder();
            entries.values().forEach(builder::add);
            builder.finish();
            return cache.writeTree(inserter);
        }

        private void read(String sha, Map<String, DirCacheEntry> entries) throws IOException {
            try (RevWalk walk = new RevWalk(repository);
                    TreeWalk tree = new TreeWalk(repository)) {
                tree.addTree(walk.parseCommit(ObjectId.fromString(sha)).getTree());
                tree.setRecursive(true);
                while (tree.next()) {
                    String path = tree.getPathString();
                    entries.put(path, entry(path, tree.getFileMode(0), tree.getObjectId(0)));
                }
            }
        }

        private static DirCacheEntry entry(String path, FileMode mode, ObjectId id) {
            DirCacheEntry entry = new DirCacheEntry(path);
            entry.setFileMode(mode);
            entry.setObjectId(id);
            return entry;
        }
    }
}

package io.colony.testkit.github.git;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** Puts commits into a repository; no branch is moved. */
public final class Writing {
    private final BareRepository repository;

    public Writing(BareRepository repository) {
        this.repository = repository;
    }

    /** Somebody at a moment. */
    public static PersonIdent person(String name, String email, Instant at) {
        return new PersonIdent(name, email, at, ZoneOffset.UTC);
    }

    /** A commit of a tree. */
    public String commit(
            String tree, Collection<String> parents, PersonIdent author, PersonIdent committer, String message) {
        CommitBuilder commit = new CommitBuilder();
        commit.setTreeId(ObjectId.fromString(tree));
        commit.setParentIds(parents.stream().map(ObjectId::fromString).toList());
        commit.setAuthor(author);
        commit.setCommitter(committer);
        commit.setMessage(message.endsWith("\n") ? message : message + "\n");
        try (ObjectInserter inserter = repository.jgit().newObjectInserter()) {
            return BareRepository.doing(() -> {
                ObjectId made = inserter.insert(commit);
                inserter.flush();
                return made.name();
            });
        }
    }

    /** A commit that writes and removes files on top of another. */
    public String change(
            Optional<String> parent,
            Map<String, String> written,
            Set<String> removed,
            PersonIdent author,
            String message) {
        String tree = tree(parent, written, removed);
        return commit(tree, parent.map(List::of).orElse(List.of()), author, author, message);
    }

    private String tree(Optional<String> parent, Map<String, String> written, Set<String> removed) {
        Map<String, DirCacheEntry> entries = new TreeMap<>();
        parent.ifPresent(sha -> read(sha, entries));
        removed.forEach(entries::remove);
        try (ObjectInserter inserter = repository.jgit().newObjectInserter()) {
            return BareRepository.doing(() -> {
                for (Map.Entry<String, String> file : written.entrySet()) {
                    byte[] bytes = file.getValue().getBytes(StandardCharsets.UTF_8);
                    ObjectId blob = inserter.insert(Constants.OBJ_BLOB, bytes);
                    entries.put(file.getKey(), entry(file.getKey(), FileMode.REGULAR_FILE, blob));
                }
                DirCache cache = DirCache.newInCore();
                DirCacheBuilder builder = cache.builder();
                entries.values().forEach(builder::add);
                builder.finish();
                String tree = cache.writeTree(inserter).name();
                inserter.flush();
                return tree;
            });
        }
    }

    private void read(String sha, Map<String, DirCacheEntry> entries) {
        try (RevWalk walk = new RevWalk(repository.jgit());
                TreeWalk tree = new TreeWalk(repository.jgit())) {
            BareRepository.doing(() -> {
                tree.addTree(walk.parseCommit(ObjectId.fromString(sha)).getTree());
                tree.setRecursive(true);
                while (tree.next()) {
                    String path = tree.getPathString();
                    entries.put(path, entry(path, tree.getFileMode(0), tree.getObjectId(0)));
                }
                return entries;
            });
        }
    }

    private static DirCacheEntry entry(String path, FileMode mode, ObjectId id) {
        DirCacheEntry entry = new DirCacheEntry(path);
        entry.setFileMode(mode);
        entry.setObjectId(id);
        return entry;
    }
}

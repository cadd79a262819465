package io.colony.testkit.github.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;

/** What differs between two commits. */
public final class Changes {
    private Changes() {}

    /** File by file, with renames found as git finds them. */
    public static List<FileChange> between(BareRepository repository, String before, String after) {
        ByteArrayOutputStream patch = new ByteArrayOutputStream();
        try (RevWalk walk = new RevWalk(repository.jgit());
                DiffFormatter formatter = new DiffFormatter(patch)) {
            return BareRepository.doing(() -> {
                formatter.setRepository(repository.jgit());
                formatter.setDetectRenames(true);
                List<FileChange> changes = new ArrayList<>();
                for (DiffEntry entry : formatter.scan(
                        walk.parseCommit(ObjectId.fromString(before)).getTree(),
                        walk.parseCommit(ObjectId.fromString(after)).getTree())) {
                    patch.reset();
                    formatter.format(entry);
                    changes.add(change(repository.jgit(), formatter, entry, patch.toString(StandardCharsets.UTF_8)));
                }
                return changes;
            });
        }
    }

    private static FileChange change(Repository repository, DiffFormatter formatter, DiffEntry entry, String patch)
            throws IOException {
        int added = 0;
        int removed = 0;
        for (Edit edit : formatter.toFileHeader(entry).toEditList()) {
            added += edit.getLengthB();
            removed += edit.getLengthA();
        }
        boolean deleted = entry.getChangeType() == DiffEntry.ChangeType.DELETE;
        int hunks = patch.indexOf("\n@@");
        ObjectId blob =
                deleted ? entry.getOldId().toObjectId() : entry.getNewId().toObjectId();
        return new FileChange(
                deleted ? entry.getOldPath() : entry.getNewPath(),
                deleted || entry.getChangeType() == DiffEntry.ChangeType.ADD ? "" : entry.getOldPath(),
                status(entry.getChangeType()),
                added,
                removed,
                repository.getObjectDatabase().has(blob)
                        ? blob.name()
                        : ObjectId.zeroId().name(),
                hunks < 0 ? "" : patch.substring(hunks + 1).stripTrailing());
    }

    private static String status(DiffEntry.ChangeType type) {
        return switch (type) {
            case ADD -> "added";
            case DELETE -> "removed";
            case MODIFY -> "modified";
            case RENAME -> "renamed";
            case COPY -> "copied";
        };
    }
}

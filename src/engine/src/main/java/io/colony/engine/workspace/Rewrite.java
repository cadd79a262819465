package io.colony.engine.workspace;

import io.colony.engine.git.CommitObject;
import io.colony.engine.git.GitCommand;
import io.colony.engine.git.RawChange;
import io.colony.engine.workspace.RestoredConfiguration.Content;
import io.colony.engine.workspace.RestoredConfiguration.RestoredFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes restored configuration out of commits into which the agent put it, as {@code git add --force} does: what is
 * exactly as we placed it becomes what it was at the start. What the agent itself changed stays, for policy to see.
 */
final class Rewrite {
    private final GitCommand git;
    private final Path repository;
    private final String startSha;
    private final RestoredConfiguration restored;

    Rewrite(GitCommand git, Path repository, String startSha, RestoredConfiguration restored) {
        this.git = git;
        this.repository = repository;
        this.startSha = startSha;
        this.restored = restored;
    }

    /** The head of the rewritten commits; the same where nothing had to be taken out. */
    String run(String head) {
        if (restored.isEmpty() || head.equals(startSha)) {
            return head;
        }
        Map<String, String> written = new HashMap<>();
        List<String> commits = git.in(repository)
                .run("rev-list", "--reverse", "--topo-order", head, "^" + startSha, "--")
                .lines()
                .toList();
        commits.forEach(sha -> written.put(sha, rewrite(sha, written)));
        return written.getOrDefault(head, head);
    }

    private String rewrite(String sha, Map<String, String> written) {
        CommitObject commit = CommitObject.read(git, repository, sha);
        List<String> parents = commit.parents().stream()
                .map(parent -> written.getOrDefault(parent, parent))
                .toList();
        RestoredConfiguration placed = placedIn(sha);
        if (placed.isEmpty() && parents.equals(commit.parents())) {
            return sha;
        }
        String tree = placed.isEmpty() ? commit.tree() : withStart(commit.tree(), placed);
        return commit.with(tree, parents).write(git, repository);
    }

    private RestoredConfiguration placedIn(String sha) {
        Map<String, Optional<Content>> changed = new HashMap<>();
        for (RawChange change : RestoredConfiguration.changes(git, repository, startSha, sha)) {
            Optional<Content> content =
                    change.hasNew() ? Optional.of(new Content(change.newMode(), change.newSha())) : Optional.empty();
            changed.put(change.path(), content);
        }
        List<RestoredFile> placed = restored.files().stream()
                .filter(file -> file.placed().equals(changed.get(file.path())))
                .toList();
        return new RestoredConfiguration(placed);
    }

    private String withStart(String tree, RestoredConfiguration placed) {
        Path index = repository.resolve("rewrite.index");
        git.in(repository).index(index).run("read-tree", tree);
        git.in(repository).index(index).input(placed.toStart()).run("update-index", "-z", "--index-info");
        return git.in(repository).index(index).run("write-tree").strip();
    }
}

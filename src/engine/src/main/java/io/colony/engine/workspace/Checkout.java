package io.colony.engine.workspace;

import io.colony.engine.git.GitCommand;
import io.colony.engine.git.GitDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A workspace's checkout as it is before the agent starts: only here does git run in its {@code .git}. */
final class Checkout {
    private final GitCommand git;
    private final Layout layout;
    private final Path gitDirectory;

    Checkout(GitCommand git, Layout layout) {
        this.git = git;
        this.layout = layout;
        this.gitDirectory = GitDirectory.checkout(layout.checkout().resolve(".git"));
    }

    Path gitDirectory() {
        return gitDirectory;
    }

    /**
     * Writes the files of the commit, with the restored ones in place of its own. The index says that the commit's own
     * are there, so that {@code git status} is clean and nothing of the restoring gets into commits.
     */
    void write(String sha, RestoredConfiguration restored) throws IOException {
        Files.writeString(gitDirectory.resolve("HEAD"), sha + "\n");
        call().run("read-tree", sha);
        if (restored.isEmpty()) {
            call().run("checkout-index", "--all", "--force", "--index");
        } else {
            call().input(restored.toPlaced()).run("update-index", "-z", "--index-info");
            call().run("checkout-index", "--all", "--force", "--index");
            call().input(restored.toStart()).run("update-index", "-z", "--index-info");
            call().input(restored.inStart()).run("update-index", "--skip-worktree", "-z", "--stdin");
            Files.writeString(gitDirectory.resolve("info/exclude"), restored.excludes());
        }
        Files.copy(gitDirectory.resolve("index"), layout.startIndex(), StandardCopyOption.COPY_ATTRIBUTES);
    }

    private GitCommand.Call call() {
        return git.in(gitDirectory).workTree(layout.checkout());
    }
}

package io.colony.engine.workspace;

import io.colony.engine.git.CommitObject;
import io.colony.engine.git.DirectoryRemoval;
import io.colony.engine.git.Fetch;
import io.colony.engine.git.GitCommand;
import io.colony.engine.git.GitDirectory;
import io.colony.engine.git.GitException;
import io.colony.engine.git.RefusedContent;
import io.colony.engine.git.TreeFiles;
import io.colony.engine.git.TreeGrowth;
import io.colony.engine.workspace.Workspaces.ExportedCommits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes over what an agent did. Git never runs in the agent's {@code .git}, whose configuration is the agent's: a git
 * directory of ours reads the agent's objects and files, with an index that was put aside before the agent started.
 *
 * <p>Where the agent damaged its {@code .git}, or its history does not descend from the start, its files are taken as
 * they stand, as one commit on the start.
 */
final class Capture {
    static final String EXPORT_REF = "refs/colony/export";

    private static final String BUILDER = "Colony Builder <builder@colony.invalid>";
    private static final String SUBMODULE = "160000";

    /** As of what is handed in: unfinished work stays on this machine for a long time. */
    private static final long MAX_RECOVERY_BYTES = 64L << 20;

    private static final List<String> THIS_MACHINE = List.of(
            "No space left",
            "Cannot allocate",
            "Out of memory",
            "out of memory",
            "Input/output error",
            "longer than",
            "interrupted",
            "Disk quota",
            "Too many open files",
            "could not be started",
            "cannot fork");

    private final GitCommand git;
    private final InstantSource clock;
    private final Layout layout;
    private final String startSha;
    private final RestoredConfiguration restored;
    private final Path own;
    private final Places places;

    Capture(GitCommand git, InstantSource clock, Layout layout, String startSha, RestoredConfiguration restored) {
        this.git = git.bounded();
        this.clock = clock;
        this.layout = layout;
        this.startSha = startSha;
        this.restored = restored;
        this.own = layout.records().resolve("export.git");
        this.places = Places.of(layout);
    }

    Optional<ExportedCommits> export(String message, long maxBytes) {
        return commit(message).map(head -> bundle(head, maxBytes));
    }

    Optional<String> saveRecovery(Mirror mirror) {
        return commit("Unfinished work of " + layout.name() + "\n")
                .map(head -> bundle(head, MAX_RECOVERY_BYTES))
                .map(saved -> mirror.keep(saved.bundle(), saved.headSha(), "refs/colony/recovery/" + layout.name()));
    }

    private ExportedCommits bundle(String head, long maxBytes) {
        Path bundle = layout.records().resolve("export.bundle");
        git.in(own).run("update-ref", EXPORT_REF, head);
        git.in(own).run("bundle", "create", "--quiet", "--version=2", bundle.toString(), EXPORT_REF, "^" + startSha);
        try {
            long bytes = Files.size(bundle);
            if (bytes > maxBytes) {
                Files.delete(bundle);
                throw new BundleTooLarge(bytes, maxBytes);
            }
            return new ExportedCommits(bundle, head, bytes);
        } catch (IOException failure) {
            throw new GitException("Cannot read the bundle " + bundle + ": " + failure + ".", failure);
        }
    }

    /** The commit that holds all of the agent's work; empty where that is nothing. */
    private Optional<String> commit(String message) {
        places.check();
        prepare();
        try {
            return taken(message);
        } catch (GitException failure) {
            throw ofThisMachine(failure)
                    ? failure
                    : new RefusedContent(
                            "Git cannot read what was committed or left in the checkout: " + plain(failure), failure);
        }
    }

    /** Without where our directories lie, which is no business of the agent's. */
    private String plain(GitException failure) {
        return String.valueOf(failure.getMessage()).replace(" in " + own.toAbsolutePath(), "");
    }

    /** Whether trying again may help: all else comes from objects and files that are the agent's. */
    private static boolean ofThisMachine(GitException failure) {
        String words = String.valueOf(failure.getMessage());
        return failure.getCause() != null || THIS_MACHINE.stream().anyMatch(words::contains);
    }

    private Optional<String> taken(String message) {
        String agentHead = agentHead();
        TreeGrowth.check(git, own, startSha, agentHead);
        String head = new Rewrite(git, own, startSha, restored).run(agentHead);
        CommitObject last = CommitObject.read(git, own, head);
        String tree = tree(head);
        if (tree.equals(CommitObject.read(git, own, startSha).tree())) {
            return Optional.empty();
        }
        if (tree.equals(last.tree())) {
            return Optional.of(head);
        }
        String identity = BUILDER + " " + clock.instant().getEpochSecond() + " +0000";
        String text = message.endsWith("\n") ? message : message + "\n";
        return Optional.of(new CommitObject(tree, List.of(head), identity, identity, text).write(git, own));
    }

    private void prepare() {
        DirectoryRemoval.remove(own);
        GitDirectory.bare(own);
        List<Path> objects = new ArrayList<>();
        AgentGitDirectory agents = new AgentGitDirectory(layout.checkout().resolve(".git"));
        if (agents.objects().isPresent()) {
            agents.borrowed(layout.lent()).ifPresent(what -> {
                throw new RefusedContent(what + ": only what lies in the checkout itself is taken. Remove it.");
            });
            objects.add(agents.objects().get());
        }
        objects.add(layout.lent());
        GitDirectory.alternates(own, objects);
    }

    private String agentHead() {
        return new AgentGitDirectory(layout.checkout().resolve(".git"))
                .head()
                .filter(head -> Fetch.missing(git, own, List.of(head)).isEmpty())
                .filter(head -> git.in(own)
                                .attempt("merge-base", "--is-ancestor", startSha, head)
                                .exitCode()
                        == 0)
                .orElse(startSha);
    }

    /** The tree of the files as they stand, restored configuration as the head has it. */
    private String tree(String head) {
        try {
            if (Files.isRegularFile(layout.startIndex(), LinkOption.NOFOLLOW_LINKS)) {
                Files.copy(
                        layout.startIndex(),
                        own.resolve("index"),
                        StandardCopyOption.REPLACE_EXISTING,
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
            inTree().run("read-tree", "-m", "-i", head);
            leaveAlone(head);
            Path excludes = own.resolve("info/exclude");
            Files.writeString(excludes, restored.excludes());
            Files.writeString(excludes, restored.excludes() + nestedRepositories());
            inTree().run("add", "--all");
            return inTree().run("write-tree").strip();
        } catch (IOException failure) {
            throw new GitException("Cannot read the files of " + layout.name() + ": " + failure + ".", failure);
        }
    }

    /** Keeps git's eyes off restored files and submodules: into the latter, git would go with their configuration. */
    private void leaveAlone(String head) {
        Map<String, String> modes = TreeFiles.modes(git, own, head);
        StringBuilder paths = new StringBuilder();
        restored.files().stream()
                .map(RestoredConfiguration.RestoredFile::path)
                .filter(modes::containsKey)
                .forEach(path -> paths.append(path).append('\0'));
        modes.forEach((path, mode) -> {
            if (mode.equals(SUBMODULE)) {
                paths.append(path).append('\0');
            }
        });
        if (!paths.isEmpty()) {
            inTree().input(paths.toString()).run("update-index", "--skip-worktree", "-z", "--stdin");
        }
    }

    /** Repositories that the agent made inside the checkout are not taken: they would become submodules to nowhere. */
    private String nestedRepositories() {
        StringBuilder lines = new StringBuilder();
        for (String path :
                inTree().run("ls-files", "--others", "--exclude-standard", "-z").split("\0", -1)) {
            if (path.endsWith("/")) {
                lines.append(RestoredConfiguration.excludePattern(path)).append('\n');
            }
        }
        return lines.toString();
    }

    private GitCommand.Call inTree() {
        return git.in(own).workTree(layout.checkout());
    }
}

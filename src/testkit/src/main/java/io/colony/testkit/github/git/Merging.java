package io.colony.testkit.github.git;

import io.colony.engine.process.CommandRunner;
import io.colony.engine.process.CommandRunner.CommandOutput;
import io.colony.engine.process.LocalCommandRunner;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.merge.MergeStrategy;
import org.eclipse.jgit.merge.ThreeWayMerger;
import org.eclipse.jgit.revwalk.RevWalk;

/** The three ways in which GitHub merges, by git itself. No branch is moved. Safe for use by many threads. */
public final class Merging {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final BareRepository repository;
    private final Writing writing;
    private final CommandRunner commands = new LocalCommandRunner();
    private final Map<String, Optional<String>> trees = new ConcurrentHashMap<>();

    public Merging(BareRepository repository) {
        this.repository = repository;
        this.writing = new Writing(repository);
    }

    /** The tree that a merge of head into base gives; empty when they conflict. */
    public Optional<String> tree(String base, String head) {
        return trees.computeIfAbsent(base + head, key -> mergeTree(base, head));
    }

    private Optional<String> mergeTree(String base, String head) {
        if (repository.mergeBase(base, head).isEmpty()) {
            return Optional.empty();
        }
        CommandOutput output = commands.run(
                List.of("git", "merge-tree", "--write-tree", "--no-messages", base, head),
                repository.directory(),
                Map.of("PATH", Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin")),
                "",
                TIMEOUT);
        return switch (output.exitCode()) {
            case 0 -> Optional.of(output.stdout().strip());
            case 1 -> Optional.empty();
            default ->
                throw new IllegalStateException("git merge-tree of " + base + " and " + head + " in "
                        + repository.directory() + " failed: " + output.stderr());
        };
    }

    /** A merge commit of both; empty when they conflict. */
    public Optional<String> merge(String base, String head, PersonIdent by, String message) {
        return tree(base, head).map(tree -> writing.commit(tree, List.of(base, head), by, by, message));
    }

    /** One commit with all that head changes; empty when they conflict. */
    public Optional<String> squash(String base, String head, PersonIdent author, PersonIdent by, String message) {
        return tree(base, head).map(tree -> writing.commit(tree, List.of(base), author, by, message));
    }

    /** Head's commits anew on top of base; empty when one of them conflicts. */
    public Optional<String> rebase(String base, String head, PersonIdent by) {
        String onto = base;
        for (GitCommit commit : repository.between(base, head)) {
            if (commit.parents().size() != 1) {
                return Optional.empty();
            }
            Optional<String> tree = picked(commit, onto);
            if (tree.isEmpty()) {
                return Optional.empty();
            }
            onto = writing.commit(tree.get(), List.of(onto), commit.author(), by, commit.message());
        }
        return Optional.of(onto);
    }

    private Optional<String> picked(GitCommit commit, String onto) {
        ThreeWayMerger merger = MergeStrategy.RECURSIVE.newMerger(repository.jgit(), true);
        try (RevWalk walk = new RevWalk(repository.jgit())) {
            return BareRepository.doing(() -> {
                merger.setBase(
                        walk.parseCommit(ObjectId.fromString(commit.parents().getFirst())));
                boolean clean = merger.merge(
                        walk.parseCommit(ObjectId.fromString(onto)),
                        walk.parseCommit(ObjectId.fromString(commit.sha())));
                return clean ? Optional.of(merger.getResultTreeId().name()) : Optional.empty();
            });
        }
    }
}

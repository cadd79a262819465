package io.colony.engine.git;

import io.colony.engine.git.LocalTrustedClone.Scratch;
import io.colony.engine.git.RebaseResult.ConflictHunk;
import io.colony.engine.git.RebaseResult.Resolution;
import io.colony.engine.git.RebaseResult.ResolvedHunk;
import io.colony.engine.process.CommandRunner.CommandOutput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Replays commits on another base without a work tree, one after the other. Authors stay; times are taken over, so that
 * the same rebase gives the same commits. A range with merges in it is replayed as one commit, since a merge's own
 * content cannot be replayed faithfully.
 */
final class Rebase {
    private static final String COMMITTER = "Colony Marshal <marshal@colony.invalid>";

    private final GitCommand git;
    private final Path repository;
    private final FileMerge files;
    private final Scratch scratch;
    private final Map<Integer, Resolution> answers;
    private final List<ConflictHunk> open = new ArrayList<>();
    private final List<ResolvedHunk> resolved = new ArrayList<>();
    private boolean unanswered;

    Rebase(GitCommand git, Path repository, Scratch scratch, Map<Integer, Resolution> answers) {
        this.git = git;
        this.repository = repository;
        this.files = new FileMerge(git, repository, scratch);
        this.scratch = scratch;
        this.answers = Map.copyOf(answers);
    }

    RebaseResult run(String base, String head, String onto) {
        String tip = Names.sha(onto);
        for (String commit : commits(Names.sha(base), Names.sha(head), onto)) {
            tip = replay(commit, tip);
            if (unanswered) {
                return new RebaseResult.Conflicted(List.copyOf(open));
            }
        }
        return new RebaseResult.Rebased(tip, List.copyOf(resolved));
    }

    private List<String> commits(String base, String head, String onto) {
        List<String> lines = git.in(repository)
                .run("rev-list", "--reverse", "--topo-order", "--parents", head, "^" + base, "^" + onto, "--")
                .lines()
                .toList();
        List<String> commits = new ArrayList<>();
        boolean merges = false;
        for (String line : lines) {
            String[] shas = line.split(" ", -1);
            if (shas.length < 2) {
                throw new GitException("The commit " + shas[0] + " of " + repository
                        + " has no parent: a change may not bring a history of its own.");
            }
            merges |= shas.length > 2;
            commits.add(shas[0]);
        }
        return merges ? List.of(squash(commits, head, onto)) : commits;
    }

    private String squash(List<String> commits, String head, String onto) {
        String parent = git.in(repository).run("merge-base", onto, head).strip();
        StringBuilder message = new StringBuilder();
        for (String sha : commits) {
            CommitObject commit = CommitObject.read(git, repository, sha);
            if (commit.parents().size() == 1) {
                message.append(commit.message().strip()).append("\n\n");
            }
        }
        CommitObject last = CommitObject.read(git, repository, head);
        String text = message.isEmpty() ? last.message() : message.toString().strip() + "\n";
        return new CommitObject(last.tree(), List.of(parent), last.author(), last.committer(), text)
                .write(git, repository);
    }

    /** Applies a commit to the tip and returns the new tip; the same where nothing is left of the commit. */
    private String replay(String sha, String tip) {
        CommitObject commit = CommitObject.read(git, repository, sha);
        String ours = CommitObject.read(git, repository, tip).tree();
        // Git finds the ancestor of a merge itself: a commit with our tree beside the replayed one makes it their
        // parent.
        String beside = commit.with(ours, commit.parents()).write(git, repository);
        String[] arguments = {"merge-tree", "--write-tree", "-z", beside, sha};
        CommandOutput output = git.in(repository).attempt(arguments);
        if (output.exitCode() > 1) {
            throw git.in(repository).failure(output, arguments);
        }
        MergeTree merged = MergeTree.parse(output.stdout());
        String tree = output.exitCode() == 0 ? merged.tree() : resolve(sha, merged);
        return tree.equals(ours)
                ? tip
                : commit.with(tree, List.of(tip)).committedBy(COMMITTER).write(git, repository);
    }

    private String resolve(String commit, MergeTree merged) {
        if (merged.conflicts().isEmpty()) {
            throw new GitException("git merge-tree found conflicts in " + commit + " but named none.");
        }
        StringBuilder index = new StringBuilder();
        for (MergeTree.FileConflict conflict : merged.conflicts().values()) {
            resolve(commit, conflict)
                    .ifPresent(entry -> index.append(entry)
                            .append('\t')
                            .append(conflict.path())
                            .append('\0'));
        }
        if (unanswered) {
            return merged.tree();
        }
        Path file = scratch.directory().resolve("index");
        git.in(repository).index(file).run("read-tree", merged.tree());
        git.in(repository).index(file).input(index.toString()).run("update-index", "-z", "--index-info");
        return git.in(repository).index(file).run("write-tree").strip();
    }

    /** The mode and blob of the resolved file; empty where an answer is missing. */
    private Optional<String> resolve(String commit, MergeTree.FileConflict conflict) {
        Optional<String> mode = conflict.mergedMode();
        Optional<FileMerge.Merge> merge = mode.flatMap(ignored -> files.merge(conflict));
        if (mode.isEmpty() || merge.isEmpty()) {
            open.add(files.whole(commit, conflict));
            unanswered = true;
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder();
        for (ConflictFile.Part part : merge.get().file().parts()) {
            switch (part) {
                case ConflictFile.Merged whole -> text.append(whole.text());
                case ConflictFile.Conflict hunk ->
                    resolve(commit, conflict.path(), hunk)
                            .forEach(line -> text.append(line).append('\n'));
            }
        }
        return unanswered ? Optional.empty() : Optional.of(mode.get() + " " + files.store(text, merge.get()));
    }

    private List<String> resolve(String commit, String path, ConflictFile.Conflict part) {
        ConflictHunk hunk = new ConflictHunk(commit, path, part.line(), part.base(), part.ours(), part.theirs());
        Optional<ResolvedHunk> found = ConflictRules.resolve(hunk).or(() -> answer(hunk));
        if (found.isEmpty() || leavesMarkers(found.get())) {
            unanswered = true;
            return List.of();
        }
        resolved.add(found.get());
        return found.get().resolution();
    }

    private Optional<ResolvedHunk> answer(ConflictHunk hunk) {
        Optional<Resolution> answer = Optional.ofNullable(answers.get(open.size()));
        open.add(hunk);
        return answer.map(
                given -> new ResolvedHunk(hunk, "answer", given.confidence(), withLineEnds(hunk, given.lines())));
    }

    /** Answers come without carriage returns; a file that has them keeps them. */
    private static List<String> withLineEnds(ConflictHunk hunk, List<String> lines) {
        List<String> sides = new ArrayList<>(hunk.ours());
        sides.addAll(hunk.theirs());
        boolean returns = !sides.isEmpty() && sides.stream().allMatch(line -> line.endsWith("\r"));
        return returns
                ? lines.stream()
                        .map(line -> line.endsWith("\r") ? line : line + "\r")
                        .toList()
                : List.copyOf(lines);
    }

    /** A line of seven marks is allowed only where one of the sides has it, as under a headline. */
    private static boolean leavesMarkers(ResolvedHunk found) {
        return found.resolution().stream()
                .filter(line -> line.matches("(<{7}|={7}|>{7}|\\|{7})(\\s.*)?"))
                .anyMatch(line -> !found.hunk().ours().contains(line)
                        && !found.hunk().theirs().contains(line));
    }
}

package io.colony.engine.forge.local;

import io.colony.engine.forge.Forge.CommitStatus;
import io.colony.engine.forge.Forge.CommitStatus.CheckState;
import io.colony.engine.forge.Forge.MergeOutcome;
import io.colony.engine.forge.Forge.NewPullRequest;
import io.colony.engine.forge.Forge.PullRequest;
import io.colony.engine.forge.Forge.PullRequest.State;
import io.colony.engine.forge.ForgeException;
import io.colony.engine.forge.local.PostgresLocalPullRequests.Row;
import io.colony.engine.process.CommandRunner.CommandOutput;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Pull requests: their rows, joined with what git says of their branches.
 *
 * <p>A merge moves the base branch first and its row second. A crash in between, or a person who merged with git itself,
 * leaves an open row whose head the base holds already: every read sees that and completes the row.
 */
final class LocalPullRequests {
    private static final String MERGER = "Colony Marshal";
    private static final String MERGER_MAIL = "marshal@colony.invalid";
    private static final int MERGE_ATTEMPTS = 3;

    private final PostgresLocalStore store;
    private final PostgresLocalPullRequests rows;
    private final LocalGit git;

    LocalPullRequests(PostgresLocalStore store, LocalGit git) {
        this.store = store;
        this.rows = new PostgresLocalPullRequests(store);
        this.git = git;
    }

    PullRequest open(String slug, NewPullRequest wanted) {
        LocalRepository repository = store.get(slug);
        String head = branch(repository, wanted.head());
        String base = branch(repository, wanted.base());
        if (git.isAncestor(repository.directory(), head, base)) {
            return find(slug, wanted.head())
                    .orElseThrow(() -> ForgeException.permanent("There is nothing to merge in " + slug + ": '"
                            + wanted.base() + "' holds every commit of '" + wanted.head() + "' already."));
        }
        return current(repository, rows.open(slug, wanted, head, base));
    }

    private String branch(LocalRepository repository, String name) {
        return git.tip(repository.directory(), name)
                .orElseThrow(() -> ForgeException.permanent(
                        "Repository " + repository.slug() + " has no branch '" + name + "'. Push it first."));
    }

    Optional<PullRequest> find(String slug, String head) {
        LocalRepository repository = store.get(slug);
        return rows.newest(slug, head).map(row -> current(repository, row));
    }

    PullRequest get(String slug, long number) {
        return current(store.get(slug), row(slug, number));
    }

    String body(String slug, long number) {
        return rows.body(row(slug, number));
    }

    boolean exists(String slug, long number) {
        return rows.find(slug, number).isPresent();
    }

    private Row row(String slug, long number) {
        return rows.find(slug, number)
                .orElseThrow(() -> ForgeException.permanent("There is no pull request " + slug + "#" + number + "."));
    }

    void close(String slug, long number) {
        PullRequest current = get(slug, number);
        if (current.state() == State.OPEN) {
            rows.end(row(slug, number), State.CLOSED, current.headSha(), Optional.empty());
        }
    }

    /** The row with its head as git has it, completed where the base holds the change already. */
    private PullRequest current(LocalRepository repository, Row row) {
        if (row.state() != State.OPEN) {
            return pullRequest(row, row.headSha(), row.state(), row.mergeSha());
        }
        String head = git.tip(repository.directory(), row.head()).orElse(row.headSha());
        Optional<String> merge =
                git.tip(repository.directory(), row.base()).flatMap(base -> findMerge(repository, row, head, base));
        if (merge.isPresent()) {
            rows.end(row, State.MERGED, head, merge);
            return pullRequest(row, head, State.MERGED, merge);
        }
        return pullRequest(row, head, State.OPEN, Optional.empty());
    }

    private static PullRequest pullRequest(Row row, String head, State state, Optional<String> merge) {
        return new PullRequest(row.number(), row.title(), row.head(), head, row.base(), state, merge, row.author());
    }

    /** The commit by which the base came to hold the head since the pull request was opened. */
    private Optional<String> findMerge(LocalRepository repository, Row row, String head, String base) {
        if (!git.isAncestor(repository.directory(), head, base)
                || git.isAncestor(repository.directory(), head, row.baseSha())) {
            return Optional.empty();
        }
        // Each line: a commit of the base's first-parent chain that the head does not hold, then its parents.
        List<String> chain = git.read(
                        repository.directory(), "rev-list", "--first-parent", "--parents", head + ".." + base)
                .lines()
                .toList();
        return Optional.of(chain.stream()
                .map(line -> line.split(" ", -1))
                .filter(commits -> List.of(commits).lastIndexOf(head) >= 2)
                .map(commits -> commits[0])
                .reduce((newer, older) -> older)
                .orElse(head));
    }

    MergeOutcome merge(String slug, long number, String expectedHead, String message) {
        LocalRepository repository = store.get(slug);
        for (int attempt = 1; attempt <= MERGE_ATTEMPTS; attempt++) {
            Optional<MergeOutcome> outcome = tryMerge(repository, number, expectedHead, message);
            if (outcome.isPresent()) {
                return outcome.get();
            }
        }
        throw ForgeException.temporary("The base of " + slug + "#" + number + " moved " + MERGE_ATTEMPTS
                + " times while it was being merged. It will be tried again.");
    }

    /** Empty when the base moved between the look and the act. */
    private Optional<MergeOutcome> tryMerge(
            LocalRepository repository, long number, String expectedHead, String message) {
        Row row = row(repository.slug(), number);
        // One look at the base for all that follows: what it holds now and what it is moved from must be the same.
        String base = branch(repository, row.base());
        // A crash after the base was moved, and a push to the head since then, must not hide the merge.
        Optional<String> earlier = row.state() == State.OPEN && isCommit(repository, expectedHead)
                ? findMerge(repository, row, expectedHead, base)
                : Optional.empty();
        if (earlier.isPresent()) {
            rows.end(row, State.MERGED, expectedHead, earlier);
            return Optional.of(new MergeOutcome.Merged(earlier.get(), true));
        }
        PullRequest current = current(repository, row);
        Optional<MergeOutcome> obstacle = obstacle(repository, current, expectedHead);
        if (obstacle.isPresent()) {
            return obstacle;
        }
        if (!git.isAncestor(repository.directory(), base, expectedHead)) {
            return Optional.of(new MergeOutcome.BaseMoved(base));
        }
        String merged = commitMerge(repository, base, expectedHead, message);
        if (!moveBase(repository, current, base, merged)) {
            return Optional.empty();
        }
        rows.end(row, State.MERGED, expectedHead, Optional.of(merged));
        return Optional.of(new MergeOutcome.Merged(merged, false));
    }

    private boolean isCommit(LocalRepository repository, String sha) {
        return LocalSlug.isSha(sha) && git.commit(repository.directory(), sha).isPresent();
    }

    private Optional<MergeOutcome> obstacle(LocalRepository repository, PullRequest current, String expectedHead) {
        return switch (current.state()) {
            case MERGED ->
                Optional.of(new MergeOutcome.Merged(current.mergeSha().orElse(current.headSha()), true));
            case CLOSED ->
                Optional.of(new MergeOutcome.Blocked("pull request " + repository.slug() + "#" + current.number()
                        + " is closed; reopen it or open another one"));
            case OPEN ->
                current.headSha().equals(expectedHead)
                        ? missingCheck(repository, expectedHead).map(MergeOutcome.Blocked::new)
                        : Optional.of(new MergeOutcome.HeadMoved(current.headSha()));
        };
    }

    private Optional<String> missingCheck(LocalRepository repository, String sha) {
        List<CommitStatus> statuses = store.statuses(repository.slug(), sha);
        return repository.requiredChecks().stream()
                .filter(context -> statuses.stream()
                        .noneMatch(status -> status.context().equals(context) && status.state() == CheckState.SUCCESS))
                .findFirst()
                .map(context -> "the required check '" + context + "' is "
                        + statuses.stream()
                                .filter(status -> status.context().equals(context))
                                .map(status -> status.state().name().toLowerCase(Locale.ROOT))
                                .findFirst()
                                .orElse("missing")
                        + " at " + sha);
    }

    private String commitMerge(LocalRepository repository, String base, String head, String message) {
        String date = "@" + store.now().toEpochSecond() + " +0000";
        Map<String, String> identity = Map.of(
                "GIT_AUTHOR_NAME", MERGER,
                "GIT_AUTHOR_EMAIL", MERGER_MAIL,
                "GIT_AUTHOR_DATE", date,
                "GIT_COMMITTER_NAME", MERGER,
                "GIT_COMMITTER_EMAIL", MERGER_MAIL,
                "GIT_COMMITTER_DATE", date);
        CommandOutput output = git.run(
                repository.directory(),
                identity,
                message,
                "commit-tree",
                head + "^{tree}",
                "-p",
                base,
                "-p",
                head,
                "-F",
                "-");
        if (output.exitCode() != 0) {
            throw LocalGit.failure(output, "git commit-tree in " + repository.directory());
        }
        return output.stdout().strip();
    }

    /** Moves the base by comparison; {@code false} when it was no longer where it was looked at. */
    private boolean moveBase(LocalRepository repository, PullRequest merged, String from, String to) {
        String ref = "refs/heads/" + merged.base();
        CommandOutput output = git.run(
                repository.directory(),
                Map.of(),
                "",
                "update-ref",
                "-m",
                "merge " + repository.slug() + "#" + merged.number(),
                ref,
                to,
                from);
        if (output.exitCode() == 0) {
            return true;
        }
        if (git.tip(repository.directory(), merged.base()).equals(Optional.of(from))) {
            throw LocalGit.failure(output, "git update-ref " + ref + " in " + repository.directory());
        }
        return false;
    }
}

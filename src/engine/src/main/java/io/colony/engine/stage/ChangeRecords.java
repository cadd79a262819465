package io.colony.engine.stage;

import io.colony.engine.database.Transaction;
import io.colony.engine.git.ChangeSet;
import io.colony.engine.issue.BranchPushes;
import io.colony.engine.issue.Issue;
import io.colony.engine.retrospective.IssueFiles;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Writes down what was done on the code host for an issue's change, while the stage still runs. Each method answers {@code
 * false} and writes nothing when the issue has begun anew meanwhile: what was done belongs to a generation that is over.
 */
final class ChangeRecords {
    private final StageContext context;
    private final IssueFiles files = IssueFiles.postgres();
    private final BranchPushes pushes = BranchPushes.postgres();

    ChangeRecords(StageContext context) {
        this.context = context;
    }

    boolean head(ClaimedTask claim, String branch, String headSha, String baseSha) {
        return sameGeneration(
                claim,
                transaction ->
                        context.issues().recordHead(transaction, claim.issue().id(), branch, headSha, baseSha));
    }

    /** A commit on the branch that is not ours; the code host's event of the push says whose, if it comes. */
    boolean pushedBySomebody(ClaimedTask claim, String sha) {
        return sameGeneration(
                claim,
                transaction -> pushes.note(
                        transaction,
                        claim.issue(),
                        sha,
                        BranchPushes.SOMEBODY,
                        context.clock().instant()));
    }

    /** Which files the change touches: how issues on the same files find each other. */
    boolean files(ClaimedTask claim, ChangeSet change) {
        List<String> paths = change.files().stream()
                .flatMap(file -> Stream.concat(Stream.of(file.path()), file.oldPath().stream()))
                .toList();
        return sameGeneration(
                claim,
                transaction -> files.changed(
                        transaction, claim.issue(), paths, context.clock().instant()));
    }

    boolean pullRequest(ClaimedTask claim, long number) {
        return sameGeneration(
                claim,
                transaction -> context.issues()
                        .recordPullRequest(transaction, claim.issue().id(), number));
    }

    boolean merge(ClaimedTask claim, String sha) {
        return sameGeneration(
                claim,
                transaction ->
                        context.issues().recordMerge(transaction, claim.issue().id(), sha));
    }

    private boolean sameGeneration(ClaimedTask claim, Consumer<Transaction> write) {
        return context.database().<Boolean>inTransaction(transaction -> {
            Issue now = context.issues().lock(transaction, claim.issue().id());
            boolean same = now.generation() == claim.issue().generation();
            if (same) {
                write.accept(transaction);
            }
            return same;
        });
    }
}

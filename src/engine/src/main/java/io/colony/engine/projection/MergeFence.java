package io.colony.engine.projection;

import io.colony.engine.database.Transaction;
import io.colony.engine.forge.Intents;
import io.colony.engine.forge.Intents.Intent;
import io.colony.engine.issue.Issue;
import java.time.Instant;
import java.util.Optional;

/**
 * Has pull requests closed whose merge may still come: nobody knows whether a worker that was frozen or cut off in it comes
 * to, and the code host merges by itself what is in its own queue. Of an issue that has ended or begun anew it is to refuse.
 */
final class MergeFence {
    private static final String NUMBER = "pull_request";

    private final Outbox outbox;
    private final Intents intents = Intents.postgres();

    MergeFence(Outbox outbox) {
        this.outbox = outbox;
    }

    /** @param issue as it is now; its own pull request, where it has one and is done, is merged */
    void put(Transaction transaction, Issue issue, boolean merged, Instant now) {
        intents.mergesStillToCome(transaction, issue.id()).stream()
                .map(Intent::intended)
                .flatMap(intended -> Optional.ofNullable(intended.details().get(NUMBER)).stream())
                .map(Long::parseLong)
                .distinct()
                .filter(number -> !merged || !issue.pullRequest().equals(Optional.of(number)))
                .forEach(number -> outbox.add(
                        transaction,
                        issue.id(),
                        "close-" + issue.id() + "-" + number,
                        new Projection.PullRequestClosed(number),
                        now));
    }
}

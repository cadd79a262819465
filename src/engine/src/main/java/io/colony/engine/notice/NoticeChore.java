package io.colony.engine.notice;

import io.colony.engine.database.Database;
import io.colony.engine.database.Transaction;
import io.colony.engine.log.Log;
import io.colony.engine.notice.Notices.Planned;
import io.colony.engine.notice.Notices.Status;
import io.colony.engine.notice.Notifier.Delivery;
import io.colony.engine.projection.Outbox;
import io.colony.engine.projection.Projection;
import io.colony.engine.recovery.sentinel.Detector;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;

/**
 * Gives the notices that are due: comments by way of the outbox, everything else by the host's notifiers. No transaction is
 * open while a notifier works: a notice is taken for a while, and is due again where its end was not recorded. Safe for
 * use by many threads and processes.
 */
public final class NoticeChore {
    private static final Logger LOG = Log.of(NoticeChore.class);

    private static final int BATCH = 20;
    /** A notifier that has not come back by then is taken for dead, and the notice for not given. */
    private static final Duration TAKEN = Duration.ofMinutes(15);

    /** How often the Sentinel's findings are looked through; its detectors look no oftener. */
    private static final Duration FINDINGS = Detector.STORE_INTERVAL;

    private static final Duration FIRST_RETRY = Duration.ofSeconds(30);
    private static final Duration LONGEST_RETRY = Duration.ofHours(2);
    static final int MOST_ATTEMPTS = 12;

    private final Database database;
    private final InstantSource clock;
    private final Notices notices;
    private final Outbox outbox;
    private final NoticePlans plans;
    private final AlertNotices alerts;
    private final Digests digests;
    private final AtomicReference<Instant> nextFindings = new AtomicReference<>(Instant.MIN);
    private final Map<String, Notifier> notifiers = new HashMap<>();

    public NoticeChore(
            Database database,
            InstantSource clock,
            Notices notices,
            Outbox outbox,
            NoticeSettings settings,
            List<Notifier> attached) {
        this.database = database;
        this.clock = clock;
        this.notices = notices;
        this.outbox = outbox;
        attached.forEach(notifier -> notifiers.put(notifier.channel(), notifier));
        this.plans = new NoticePlans(notices, settings, List.copyOf(notifiers.keySet()));
        this.alerts = new AlertNotices(notices, settings, notifiers.keySet());
        this.digests = new Digests(notices, alerts, settings, List.copyOf(notifiers.keySet()));
    }

    /** Plans what is missing and gives what is due, a batch at most; how many notices that was about. */
    public int run() {
        digests.plan(database, clock.instant(), plans);
        planFindings(clock.instant());
        int done = 0;
        while (done < BATCH && next()) {
            done++;
        }
        return done;
    }

    private void planFindings(Instant now) {
        if (!now.isBefore(nextFindings.get())) {
            database.useTransaction(transaction -> alerts.planFindings(transaction, now));
            nextFindings.set(now.plus(FINDINGS));
        }
    }

    private boolean next() {
        List<String> channels = new ArrayList<>(notifiers.keySet());
        channels.add(Notices.COMMENT);
        Optional<Step> step = database.inTransaction(transaction ->
                notices.lockDue(transaction, channels, clock.instant()).map(planned -> decide(transaction, planned)));
        step.flatMap(Step::handOver).ifPresent(this::handOver);
        return step.isPresent();
    }

    /** What is left to do once the transaction is over. */
    private record Step(Optional<HandOver> handOver) {
        static final Step DONE = new Step(Optional.empty());
    }

    private record HandOver(Planned planned, Notice notice) {}

    private Step decide(Transaction transaction, Planned planned) {
        Instant now = clock.instant();
        Optional<Notice> notice = notice(transaction, planned);
        if (notice.isEmpty()) {
            notices.close(transaction, planned.id(), Status.CANCELLED, planned.people(), now);
            return Step.DONE;
        }
        if (planned.channel().equals(Notices.COMMENT)) {
            comment(transaction, planned, notice.get(), now);
            return Step.DONE;
        }
        notices.take(transaction, planned.id(), now.plus(TAKEN));
        return new Step(Optional.of(new HandOver(planned, notice.get())));
    }

    /** As things stand now; empty where there is nothing to tell any more. */
    private Optional<Notice> notice(Transaction transaction, Planned planned) {
        if (planned.alert().isPresent()) {
            return alerts.notice(transaction, planned, planned.alert().get());
        }
        return planned.issueId().isEmpty()
                ? digests.notice(transaction, planned)
                : waiting(transaction, planned)
                        .map(issue ->
                                new Notice.Waiting(planned.marker(), plans.people(issue), issue, planned.number()));
    }

    private Optional<WaitingIssue> waiting(Transaction transaction, Planned planned) {
        return notices.waiting(
                transaction, planned.issueId().orElseThrow(), planned.entry().orElseThrow());
    }

    private void comment(Transaction transaction, Planned planned, Notice notice, Instant now) {
        if (notice instanceof Notice.Waiting waiting && !waiting.people().isEmpty()) {
            String body = CommentText.of(waiting.issue(), waiting.people(), waiting.reminder(), now);
            outbox.add(
                    transaction,
                    waiting.issue().id(),
                    planned.marker(),
                    new Projection.Comment(Optional.empty(), planned.marker(), body),
                    now);
        }
        delivered(transaction, planned, notice, now);
    }

    private void handOver(HandOver taken) {
        Notifier notifier = notifiers.get(taken.planned().channel());
        Delivery delivery = notifier == null
                ? new Delivery.Failed("nothing carries notices on this channel here")
                : deliver(notifier, taken.notice());
        database.useTransaction(transaction -> {
            switch (delivery) {
                case Delivery.Delivered ok -> delivered(transaction, taken.planned(), taken.notice(), clock.instant());
                case Delivery.Failed failed -> failed(transaction, taken.planned(), failed.reason());
            }
        });
    }

    private static Delivery deliver(Notifier notifier, Notice notice) {
        try {
            return notifier.deliver(notice);
        } catch (RuntimeException failure) {
            // A host's own program must not keep other people from being told.
            LOG.warn("Notifier {} threw on {}", notifier.channel(), notice.id(), failure);
            return new Delivery.Failed(String.valueOf(failure.getMessage()));
        }
    }

    private void delivered(Transaction transaction, Planned planned, Notice notice, Instant now) {
        notices.close(transaction, planned.id(), Status.DELIVERED, notice.people(), now);
        switch (notice) {
            case Notice.Waiting waiting ->
                plans.reminder(waiting.issue(), planned.channel(), planned.number(), now)
                        .ifPresent(reminder -> notices.plan(transaction, reminder));
            case Notice.Alarm alarm -> {}
            case Notice.Digest digest -> {}
        }
    }

    private void failed(Transaction transaction, Planned planned, String reason) {
        int attempts = planned.attempts() + 1;
        LOG.warn("Notice {} could not be given on channel {}: {}", planned.marker(), planned.channel(), reason);
        if (attempts >= MOST_ATTEMPTS) {
            notices.giveUp(transaction, planned.id(), reason, clock.instant());
            return;
        }
        Duration wait = FIRST_RETRY.multipliedBy(1L << (attempts - 1));
        notices.postpone(
                transaction,
                planned.id(),
                reason,
                clock.instant().plus(wait.compareTo(LONGEST_RETRY) < 0 ? wait : LONGEST_RETRY));
    }
}

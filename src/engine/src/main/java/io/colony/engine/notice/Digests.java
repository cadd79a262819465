package io.colony.engine.notice;

import io.colony.engine.database.Database;
import io.colony.engine.database.Transaction;
import io.colony.engine.notice.Notices.Plan;
import io.colony.engine.notice.Notices.Planned;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One summary for each person and period of all that waits for them, and for operators of what they were warned of and
 * what is found. Periods are counted from 1970 on, so that every
 * process has the same ones; a person's digest of a period is planned once, whoever plans it.
 *
 * <p>The same look at everything that waits finds issues that nobody planned a notice for: those that waited before there
 * were notices, or before a channel was attached.
 */
public final class Digests {
    /** How many issues one digest lists. */
    static final int MOST = 100;

    static final int MOST_WAITING = 5_000;
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(10);

    private final Notices notices;
    private final AlertNotices alerts;
    private final NoticeSettings settings;
    private final Addressees addressees;
    private final List<String> attached;
    private final AtomicReference<Instant> nextLook = new AtomicReference<>(Instant.MIN);

    Digests(Notices notices, AlertNotices alerts, NoticeSettings settings, List<String> attached) {
        this.notices = notices;
        this.alerts = alerts;
        this.settings = settings;
        this.addressees = new Addressees(settings);
        this.attached = attached;
    }

    /** For whoever wants to see a digest before it is sent. */
    public static List<Notice.Digest> now(
            Transaction transaction, Notices notices, NoticeSettings settings, long tenantId, Instant now) {
        AlertNotices alerts = new AlertNotices(notices, settings, List.of());
        Digests digests = new Digests(notices, alerts, settings, List.of());
        Instant from = digests.periodStart(now);
        return digests.byPerson(transaction, tenantId, from).entrySet().stream()
                .map(entry -> digests.digest("preview", entry.getKey(), entry.getValue(), from))
                .toList();
    }

    /** Looks through what waits, where a new period has begun or it has not been done for a while. */
    void plan(Database database, Instant now, NoticePlans plans) {
        if (now.isBefore(nextLook.get())) {
            return;
        }
        database.useTransaction(transaction -> notices.tenants(transaction).forEach(tenant -> {
            List<WaitingIssue> waiting = notices.waiting(transaction, tenant, MOST_WAITING);
            planMissing(transaction, waiting, plans, now);
            settings.digest().ifPresent(every -> planDigests(transaction, tenant, now));
        }));
        Instant again = now.plus(LOOK_AGAIN);
        Instant nextPeriod = periodStart(now).plus(every());
        nextLook.set(again.isBefore(nextPeriod) ? again : nextPeriod);
    }

    private void planMissing(Transaction transaction, List<WaitingIssue> waiting, NoticePlans plans, Instant now) {
        Set<String> known = notices.told(transaction, waiting).stream()
                .map(told -> told.issueId() + " " + told.channel())
                .collect(Collectors.toSet());
        for (WaitingIssue issue : waiting) {
            plans.channels().stream()
                    .filter(channel -> !known.contains(issue.id() + " " + channel))
                    .forEach(channel -> planMissing(transaction, issue, channel, plans, now));
        }
    }

    /** An old wait was commented on when it began: an update must not name everybody at once. */
    private void planMissing(
            Transaction transaction, WaitingIssue issue, String channel, NoticePlans plans, Instant now) {
        Plan first = plans.plan(issue, channel, plans.first(transaction, issue, channel), now);
        boolean begun = first.dueAt().isBefore(now);
        if (channel.equals(Notices.COMMENT) && begun) {
            notices.told(transaction, first);
            plans.reminder(issue, channel, 0, now).ifPresent(reminder -> notices.plan(transaction, reminder));
        } else {
            notices.plan(transaction, first);
        }
    }

    private void planDigests(Transaction transaction, long tenant, Instant now) {
        Instant from = periodStart(now);
        for (String person : byPerson(transaction, tenant, from).keySet()) {
            for (String channel : attached) {
                notices.plan(
                        transaction,
                        new Plan(
                                tenant,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                0,
                                channel,
                                List.of(person),
                                "digest-" + tenant + "-" + from.getEpochSecond() + "-" + channel + "-" + person,
                                now,
                                now));
            }
        }
    }

    /** A planned digest as things stand now; empty where nothing is left to say to the person. */
    Optional<Notice> notice(Transaction transaction, Planned planned) {
        String person = planned.people().getFirst();
        Instant from = periodOf(planned);
        return Optional.ofNullable(
                        byPerson(transaction, planned.tenantId(), from).get(person))
                .map(theirs -> digest(planned.marker(), person, theirs, from));
    }

    private static Instant periodOf(Planned planned) {
        return Instant.ofEpochSecond(Long.parseLong(planned.marker().split("-", -1)[2]));
    }

    private Notice.Digest digest(String id, String person, Share theirs, Instant from) {
        List<WaitingIssue> issues = theirs.issues();
        return new Notice.Digest(
                id,
                List.of(person),
                from,
                from.plus(every()),
                issues.subList(0, Math.min(MOST, issues.size())),
                Math.max(0, issues.size() - MOST),
                theirs.alerts());
    }

    /** What one person's digest is made of. */
    private record Share(List<WaitingIssue> issues, List<Alert> alerts) {
        Share() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    private Map<String, Share> byPerson(Transaction transaction, long tenant, Instant from) {
        Map<String, Share> byPerson = new TreeMap<>();
        Function<String, Share> share = person -> byPerson.computeIfAbsent(person, login -> new Share());
        notices.waiting(transaction, tenant, MOST_WAITING)
                .forEach(issue -> addressees
                        .of(issue)
                        .forEach(person -> share.apply(person).issues().add(issue)));
        alerts.current(transaction, tenant, from.minus(every()), MOST)
                .forEach(alert -> alerts.people(transaction, tenant, alert)
                        .forEach(person -> share.apply(person).alerts().add(alert)));
        return byPerson;
    }

    private Duration every() {
        return settings.digest().orElse(Duration.ofDays(1));
    }

    Instant periodStart(Instant now) {
        long every = every().toSeconds();
        long offset = settings.digestAt().toSecondOfDay();
        return Instant.ofEpochSecond(Math.floorDiv(now.getEpochSecond() - offset, every) * every + offset);
    }
}

package io.colony.engine.notice;

import io.colony.engine.database.Transaction;
import io.colony.engine.forge.Repositories;
import io.colony.engine.forge.Repository;
import io.colony.engine.ledger.BudgetWarning;
import io.colony.engine.ledger.BudgetWarnings;
import io.colony.engine.notice.Notices.Plan;
import io.colony.engine.notice.Notices.Planned;
import io.colony.engine.notice.Notices.Reference;
import io.colony.engine.recovery.sentinel.SentinelFindings;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tells operators of warnings and findings, each once, on the channels that hosts attach; never in comments. A warning is
 * planned in the ledger's own transaction, a finding from its row, so that none is lost. The same trouble again is told
 * only when {@link NoticeSettings#quiet} is over, in its newest form. Every method takes part in the given transaction.
 */
public final class AlertNotices {
    /** How many findings are looked through at once. */
    private static final int MOST = 500;

    private final Notices notices;
    private final NoticeSettings settings;
    private final Addressees addressees;
    private final List<String> channels;
    private final BudgetWarnings warnings = BudgetWarnings.postgres();
    private final SentinelFindings findings = SentinelFindings.postgres();
    private final Repositories repositories = Repositories.postgres();

    /** @param attached the channels that hosts attach, by name */
    public AlertNotices(Notices notices, NoticeSettings settings, Collection<String> attached) {
        this.notices = notices;
        this.settings = settings;
        this.addressees = new Addressees(settings);
        this.channels = List.copyOf(attached);
    }

    /** A warning was recorded in this transaction. */
    public void warned(Transaction transaction, BudgetWarning warning) {
        for (String channel : channels) {
            plan(transaction, warning.tenantId(), new Alert.Budget(warning), channel, warning.at());
        }
    }

    /** Plans what is missing: findings that last and were not planned on a channel yet. */
    void planFindings(Transaction transaction, Instant now) {
        for (String channel : channels) {
            for (SentinelFindings.Entry finding : unplanned(transaction, channel)) {
                Alert alert = new Alert.Found(finding);
                tenant(transaction, alert).ifPresent(tenant -> plan(transaction, tenant, alert, channel, now));
            }
        }
    }

    private List<SentinelFindings.Entry> unplanned(Transaction transaction, String channel) {
        List<SentinelFindings.Entry> open = findings.forPeople(transaction, MOST);
        List<Long> planned = notices.planned(
                transaction,
                Alert.Found.KIND,
                channel,
                open.stream().map(SentinelFindings.Entry::id).toList());
        return open.stream().filter(finding -> !planned.contains(finding.id())).toList();
    }

    private void plan(Transaction transaction, long tenant, Alert alert, String channel, Instant now) {
        Instant due = notices.lastTold(transaction, alert.topic(), channel)
                .map(last -> last.plus(settings.quiet()))
                .filter(now::isBefore)
                .orElse(now);
        Reference reference = Reference.of(alert);
        notices.supersede(transaction, reference, channel, now);
        notices.plan(transaction, Plan.of(tenant, reference, channel, people(transaction, tenant, alert), due, now));
    }

    /** Whose the repository is; what is about none, such as a silent worker, is told in the first tenant. */
    private Optional<Long> tenant(Transaction transaction, Alert alert) {
        return repository(transaction, alert)
                .map(Repository::tenantId)
                .or(() -> notices.tenants(transaction).stream().findFirst());
    }

    private Optional<Repository> repository(Transaction transaction, Alert alert) {
        return alert.repository().flatMap(slug -> repositories.find(transaction, slug));
    }

    /** Whom it is for. */
    List<String> people(Transaction transaction, long tenant, Alert alert) {
        List<String> about = repository(transaction, alert)
                .map(repository -> List.of(repository.slug()))
                .orElseGet(() -> repositories.all(transaction).stream()
                        .filter(repository -> repository.tenantId() == tenant)
                        .map(Repository::slug)
                        .toList());
        return addressees.operators(about);
    }

    /** The notice as it is to be given now; empty where there is nothing to tell any more. */
    Optional<Notice> notice(Transaction transaction, Planned planned, Reference reference) {
        return find(transaction, reference)
                .filter(alert -> worthTelling(transaction, planned.tenantId(), alert))
                .map(alert ->
                        new Notice.Alarm(planned.marker(), people(transaction, planned.tenantId(), alert), alert));
    }

    /** What a notice tells of, as it stands now. */
    public Optional<Alert> find(Transaction transaction, Reference reference) {
        return reference.kind().equals(Alert.Budget.KIND)
                ? warnings.find(transaction, reference.id()).map(Alert.Budget::new)
                : findings.find(transaction, reference.id()).map(Alert.Found::new);
    }

    private boolean worthTelling(Transaction transaction, long tenant, Alert alert) {
        return switch (alert) {
            case Alert.Budget budget -> true;
            case Alert.Found found ->
                found.finding().resolvedAt().isEmpty()
                        && found.finding().forPeople()
                        && !toldAsWaiting(transaction, tenant, found);
        };
    }

    /** An issue that is overdue in the hands of a person: that person is told, and reminded, as it is. */
    private boolean toldAsWaiting(Transaction transaction, long tenant, Alert.Found found) {
        return found.finding().detector().equals("overdue")
                && notices.waiting(transaction, tenant, Digests.MOST_WAITING).stream()
                        .anyMatch(issue ->
                                issue.key().toString().equals(found.finding().subject()));
    }

    /** For a digest: the warnings since an instant and what the Sentinel sees at the moment, so many of each at most. */
    List<Alert> current(Transaction transaction, long tenant, Instant since, int most) {
        Stream<Alert> warned =
                warnings.since(transaction, tenant, since, most).stream().map(Alert.Budget::new);
        Stream<Alert> found = findings.forPeople(transaction, MOST).stream()
                .<Alert>map(Alert.Found::new)
                .filter(alert ->
                        tenant(transaction, alert).filter(id -> id == tenant).isPresent())
                .limit(most);
        return Stream.concat(warned, found).toList();
    }
}

package io.colony.engine.notice;

import io.colony.engine.database.Transaction;
import io.colony.engine.issue.WorkflowCatalog;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Notices planned and given, and what waits for people. Every method takes part in the given transaction. */
public interface Notices {
    /** The channel that is a comment on the issue. */
    String COMMENT = "comment";

    static Notices postgres(WorkflowCatalog workflows) {
        return new PostgresNotices(workflows);
    }

    /** Plans a notice; a second one under the same marker changes nothing. */
    void plan(Transaction transaction, Plan plan);

    /** Notes what was told already, such as by the comment of the transition itself. */
    void told(Transaction transaction, Plan plan);

    /** Nobody needs to be told of this issue any more: what is not delivered is cancelled. */
    void cancel(Transaction transaction, long issueId, Instant now);

    /** When the issue last named anybody on this channel. */
    Optional<Instant> lastTold(Transaction transaction, long issueId, String channel);

    /** When anybody was last told of a topic on this channel. */
    Optional<Instant> lastTold(Transaction transaction, String topic, String channel);

    /** This is about to be planned: older ones of its topic that are not delivered are cancelled. */
    void supersede(Transaction transaction, Reference newest, String channel, Instant now);

    /** Which of these alerts of a kind were planned on the channel, however that ended. */
    List<Long> planned(Transaction transaction, String kind, String channel, Collection<Long> ids);

    /** Locks the next planned notice that is due on one of the channels; those that others hold are passed over. */
    Optional<Planned> lockDue(Transaction transaction, Collection<String> channels, Instant now);

    /** Takes it for a while: it is due again at {@code until} unless its end is recorded. */
    void take(Transaction transaction, long id, Instant until);

    /** Its end: {@code delivered}, {@code cancelled} or {@code failed}; nothing changes where it has ended already. */
    void close(Transaction transaction, long id, Status status, Collection<String> people, Instant now);

    /** It could not be delivered and is tried again. */
    void postpone(Transaction transaction, long id, String error, Instant nextAt);

    /** Gives it up. */
    void giveUp(Transaction transaction, long id, String error, Instant now);

    /** The issue as it waits now; empty where it does not wait, or not any more for what it waited for then. */
    Optional<WaitingIssue> waiting(Transaction transaction, long issueId, long entry);

    /** All issues of a tenant that wait for people, longest waiting first. */
    List<WaitingIssue> waiting(Transaction transaction, long tenantId, int most);

    List<Long> tenants(Transaction transaction);

    Optional<Long> tenant(Transaction transaction, String slug);

    /** What was told of these issues' present stay, newest first. */
    List<Told> told(Transaction transaction, Collection<WaitingIssue> issues);

    /** Notices that were given up, newest first. */
    List<Told> failed(Transaction transaction, long tenantId, int most);

    /** Notices of warnings and findings, newest first. */
    List<Told> alerts(Transaction transaction, long tenantId, int most);

    /** How a notice ended. */
    enum Status {
        DELIVERED,
        CANCELLED
    }

    /**
     * Which warning or finding a notice tells of.
     *
     * @param kind {@code budget} or {@code finding}
     */
    record Reference(String kind, long id, String topic) {
        static Reference of(Alert alert) {
            return new Reference(alert.kind(), alert.id(), alert.topic());
        }
    }

    /**
     * A notice that is to be given.
     *
     * @param issueId empty for a digest and an alert, as is {@code entry}
     * @param alert empty for all others
     * @param number 0 for the first of a stay, then the reminders
     */
    record Plan(
            long tenantId,
            Optional<Long> issueId,
            Optional<Long> entry,
            Optional<Reference> alert,
            int number,
            String channel,
            List<String> people,
            String marker,
            Instant dueAt,
            Instant now) {

        static Plan of(
                WaitingIssue issue, int number, String channel, List<String> people, Instant dueAt, Instant now) {
            return new Plan(
                    issue.tenantId(),
                    Optional.of(issue.id()),
                    Optional.of(issue.entry()),
                    Optional.empty(),
                    number,
                    channel,
                    people,
                    "notice-" + issue.id() + "-" + issue.entry() + "-" + channel + "-" + number,
                    dueAt,
                    now);
        }

        static Plan of(
                long tenantId, Reference alert, String channel, List<String> people, Instant dueAt, Instant now) {
            return new Plan(
                    tenantId,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(alert),
                    0,
                    channel,
                    people,
                    alert.kind() + "-" + alert.id() + "-" + channel,
                    dueAt,
                    now);
        }

        String kind() {
            return alert.map(Reference::kind)
                    .orElseGet(() -> issueId.isEmpty() ? "digest" : number == 0 ? "waiting" : "reminder");
        }
    }

    /** One that is planned. */
    record Planned(
            long id,
            long tenantId,
            Optional<Long> issueId,
            Optional<Long> entry,
            Optional<Reference> alert,
            int number,
            String channel,
            List<String> people,
            String marker,
            int attempts) {}

    /**
     * One that was given, given up, or is planned.
     *
     * @param issueId 0 where it is about none
     * @param alert the warning or finding that it tells of
     * @param status {@code pending}, {@code delivered}, {@code cancelled}, {@code failed}
     */
    record Told(
            long issueId,
            Optional<Reference> alert,
            String marker,
            String channel,
            int number,
            String status,
            List<String> people,
            Instant dueAt,
            Optional<Instant> closedAt,
            Optional<String> error) {}
}

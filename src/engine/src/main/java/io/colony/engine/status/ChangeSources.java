package io.colony.engine.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Where the feed looks. */
final class ChangeSources {
    /** So many ids behind the newest, a row that is committed late is still found. */
    static final int LOOK_BACK = 500;

    static final int MOST_ROWS = 500;
    private static final String NO_ISSUE = "null::bigint";

    /** A table that grows by rows which are not changed later, or whose changes something else tells. */
    private record Growing(String table, String issue, ChangeTopic topic) {}

    /** A few rows that come, change and go: all are read, and compared with those of the poll before. */
    private record Standing(String name, ChangeTopic topic, String sql) {}

    private static final List<Growing> GROWING = List.of(
            new Growing("state_transitions", "t.issue_id", ChangeTopic.ISSUES),
            new Growing("agent_runs", "t.issue_id", ChangeTopic.ISSUES),
            new Growing("gate_results", "t.issue_id", ChangeTopic.ISSUES),
            new Growing("verdicts", "t.issue_id", ChangeTopic.ISSUES),
            new Growing("attempt_artifacts", "t.issue_id", ChangeTopic.ISSUES),
            new Growing("issue_snapshots", "t.issue_id", ChangeTopic.ISSUES),
            new Growing("issue_edits", "t.issue_id", ChangeTopic.ISSUES),
            new Growing("forge_intents", "t.issue_id", ChangeTopic.ISSUES),
            new Growing("approvals", "t.issue_id", ChangeTopic.ISSUES),
            new Growing("operator_commands", "t.issue_id", ChangeTopic.ISSUES),
            new Growing("merges", "t.issue_id", ChangeTopic.ISSUES),
            new Growing("tasks", "t.issue_id", ChangeTopic.QUEUE),
            new Growing("cost_events", "t.issue_id", ChangeTopic.COST),
            new Growing("budgets", NO_ISSUE, ChangeTopic.COST),
            new Growing("audit_log", NO_ISSUE, ChangeTopic.AUDIT),
            new Growing("notices", "t.issue_id", ChangeTopic.NOTICES));

    private static final List<Standing> STANDING = List.of(
            new Standing(
                    "claimed tasks",
                    ChangeTopic.QUEUE,
                    "select id, issue_id, epoch::text as stamp from tasks where state = 'claimed' order by lease_until"),
            new Standing("held tasks", ChangeTopic.QUEUE, """
                    select id, issue_id, held_until::text as stamp from tasks
                    where state = 'queued' and held_until is not null order by held_until"""),
            new Standing(
                    "dead tasks",
                    ChangeTopic.QUEUE,
                    "select id, issue_id, '' as stamp from tasks where state = 'dead' order by id desc"),
            new Standing("running agents", ChangeTopic.ISSUES, """
                    select id, issue_id, concat(agent_started_at, ' ', agent_ended_at) as stamp
                    from agent_runs where ended_at is null order by id"""),
            new Standing("transcripts", ChangeTopic.TRANSCRIPTS, """
                    select id, null::bigint as issue_id,
                    (select max(s.seq) from transcripts s where s.run_id = r.id)::text as stamp
                    from agent_runs r where r.ended_at is null order by id"""),
            new Standing(
                    "open acts",
                    ChangeTopic.ISSUES,
                    "select id, issue_id, '' as stamp from forge_intents where state = 'open' order by issue_id"),
            new Standing(
                    "pending edits",
                    ChangeTopic.ISSUES,
                    "select id, issue_id, '' as stamp from issue_edits where decision is null order by issue_id"),
            new Standing("outbox", ChangeTopic.QUEUE, """
                    select id, issue_id, '' as stamp from outbox
                    where delivered_at is null and failed_at is null order by issue_id, id"""),
            new Standing("breakers", ChangeTopic.QUEUE, """
                    select hashtextextended(scope || ' ' || scope_key, 0) as id, null::bigint as issue_id,
                    concat(opened_at, ' ', open_until) as stamp
                    from breakers where opened_at is not null and scope <> 'issue-stage' order by scope, scope_key"""),
            new Standing("findings", ChangeTopic.QUEUE, """
                    select id, null::bigint as issue_id, acts::text as stamp
                    from sentinel_findings where resolved_at is null order by detector, subject"""),
            new Standing(
                    "budget waits",
                    ChangeTopic.COST,
                    "select issue_id as id, issue_id, concat(scope, ' ', needed) as stamp from budget_waits order by issue_id"),
            new Standing(
                    "workers",
                    ChangeTopic.WORKERS,
                    "select id, null::bigint as issue_id, (stopped_at is null)::text as stamp from workers order by id desc"),
            new Standing("pending notices", ChangeTopic.NOTICES, """
                    select id, issue_id, '' as stamp from notices where status = 'pending' order by due_at, id"""));

    private static final Map<String, ChangeTopic> TOPICS = topics();

    /** Takes, per table of {@link #growing}, its name, its floor, and the ids that are known above it. */
    static final String CHANGES = changes();

    static final String NEWEST = GROWING.stream()
            .map(source ->
                    "select '" + source.table() + "' as source, coalesce(max(id), 0) as id from " + source.table())
            .collect(Collectors.joining(" union all "));

    static final String KEYS = """
            select r.slug || '#' || i.number as issue from issues i join repositories r on r.id = i.repository_id
            where i.id = any(?::bigint[])
            """;

    private ChangeSources() {}

    static List<String> growing() {
        return GROWING.stream().map(Growing::table).toList();
    }

    static boolean isGrowing(String source) {
        return GROWING.stream().anyMatch(each -> each.table().equals(source));
    }

    static ChangeTopic topic(String source) {
        ChangeTopic topic = TOPICS.get(source);
        if (topic == null) {
            throw new IllegalArgumentException("No source of changes is called '" + source + "'.");
        }
        return topic;
    }

    private static Map<String, ChangeTopic> topics() {
        Map<String, ChangeTopic> topics = new TreeMap<>();
        GROWING.forEach(source -> topics.put(source.table(), source.topic()));
        STANDING.forEach(source -> topics.put(source.name(), source.topic()));
        return topics;
    }

    private static String changes() {
        List<String> parts = new ArrayList<>();
        GROWING.forEach(source -> parts.add("""
                (select '%s' as source, t.id, %s as issue_id, '' as stamp from %s t
                where t.id > ?::bigint and t.id <> all(?::bigint[]) order by t.id desc limit %d)""".formatted(source.table(), source.issue(), source.table(), MOST_ROWS)));
        STANDING.forEach(source -> parts.add("(select '%s', s.id, s.issue_id, s.stamp from (%s limit %d) s)"
                .formatted(source.name(), source.sql(), MOST_ROWS)));
        return String.join("\nunion all\n", parts);
    }
}

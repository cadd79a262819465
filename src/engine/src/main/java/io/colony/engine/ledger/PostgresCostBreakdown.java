package io.colony.engine.ledger;

import io.colony.engine.database.Transaction;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.Query;

/** Reads {@code cost_rollups}; for issues the span's {@code cost_events}. */
final class PostgresCostBreakdown implements CostBreakdown {
    private static final String ROLLED_UP = """
            sum(u.events) as events, sum(u.runs) as runs, sum(u.turns) as turns, sum(u.input_tokens) as input,
              sum(u.output_tokens) as output, sum(u.cache_read_tokens) as reads, sum(u.cache_write_tokens) as writes,
              sum(u.cache_write_1h_tokens) as writes1h, sum(u.usd) as usd, sum(u.estimated_usd) as estimated,
              sum(u.estimates) as estimates, sum(u.worker_seconds) as seconds
            """;
    private static final String SINGLE = """
            count(*) as events, sum(case kind when 'reversal' then -1 else 1 end) as runs, sum(turns) as turns,
              sum(input_tokens) as input, sum(output_tokens) as output, sum(cache_read_tokens) as reads,
              sum(cache_write_tokens) as writes, sum(cache_write_1h_tokens) as writes1h, sum(usd) as usd,
              sum(case when estimated then usd else 0 end) as estimated,
              sum(case when not estimated then 0 when kind = 'reversal' then -1 else 1 end) as estimates,
              sum(worker_seconds) as seconds
            """;

    @Override
    public List<Slice> by(Transaction transaction, Dimension dimension, Span span) {
        String sql = switch (dimension) {
            case ISSUE -> issues(span);
            case ROLE -> rolledUp("u.role", "", span);
            case STAGE -> rolledUp("u.stage", "", span);
            case REPOSITORY -> rolledUp("r.slug", "join repositories r on r.id = u.repository_id", span);
            case TENANT -> rolledUp("t.slug", "join tenants t on t.id = u.tenant_id", span);
            case MODEL -> rolledUp("u.model", "", span);
            case DAY -> rolledUp("u.day::text", "", span);
            case BACK_END -> rolledUp("u.back_end", "", span);
        };
        String order = dimension == Dimension.DAY ? " order by name" : " order by usd desc, name";
        return bound(transaction.handle().createQuery(sql + order), span)
                .map((row, context) -> new Slice(row.getString("name"), figures(row)))
                .list();
    }

    private static String rolledUp(String name, String join, Span span) {
        return "select " + name + " as name, " + ROLLED_UP + " from cost_rollups u " + join
                + " where u.day >= :from and u.day < :to" + whose("u", span) + " group by 1";
    }

    private static String issues(Span span) {
        return "select r.slug || coalesce('#' || i.number, '') as name, c.* from (select issue_id, repository_id, "
                + SINGLE
                + " from cost_events e where e.at >= :fromAt and e.at < :toAt" + whose("e", span)
                + " group by issue_id, repository_id) c left join issues i on i.id = c.issue_id"
                + " join repositories r on r.id = c.repository_id";
    }

    private static String whose(String table, Span span) {
        return (span.tenantId().isPresent() ? " and " + table + ".tenant_id = :tenant" : "")
                + (span.repositoryId().isPresent() ? " and " + table + ".repository_id = :repository" : "");
    }

    private static Query bound(Query query, Span span) {
        span.tenantId().ifPresent(id -> query.bind("tenant", id));
        span.repositoryId().ifPresent(id -> query.bind("repository", id));
        return query.bind("from", span.from())
                .bind("to", span.to())
                .bind("fromAt", span.from().atStartOfDay().atOffset(ZoneOffset.UTC))
                .bind("toAt", span.to().atStartOfDay().atOffset(ZoneOffset.UTC));
    }

    @Override
    public CostFigures total(Transaction transaction, Span span) {
        String sql =
                "select " + ROLLED_UP + " from cost_rollups u where u.day >= :from and u.day < :to" + whose("u", span);
        return bound(transaction.handle().createQuery(sql), span)
                .map((row, context) -> figures(row))
                .one();
    }

    @Override
    public Spending spending(Transaction transaction, Span span) {
        List<Object> values = new ArrayList<>(List.of(span.from(), span.to()));
        span.tenantId().ifPresent(values::add);
        span.repositoryId().ifPresent(values::add);
        String sql = "select u.day, sum(u.usd) as usd from cost_rollups u where u.day >= ? and u.day < ?"
                + (span.tenantId().isPresent() ? " and u.tenant_id = ?" : "")
                + (span.repositoryId().isPresent() ? " and u.repository_id = ?" : "") + " group by u.day";
        return new Spending(transaction.query(PostgresCostBreakdown::day, sql, values.toArray()).stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static Map.Entry<LocalDate, Usd> day(ResultSet row) throws SQLException {
        return Map.entry(row.getObject("day", LocalDate.class), usd(row, "usd"));
    }

    private static CostFigures figures(ResultSet row) throws SQLException {
        return new CostFigures(
                row.getLong("events"),
                row.getLong("runs"),
                row.getLong("turns"),
                new Tokens(
                        row.getLong("input"),
                        row.getLong("output"),
                        row.getLong("reads"),
                        row.getLong("writes"),
                        row.getLong("writes1h")),
                usd(row, "usd"),
                usd(row, "estimated"),
                row.getLong("estimates"),
                Optional.ofNullable(row.getBigDecimal("seconds")).orElse(BigDecimal.ZERO));
    }

    private static Usd usd(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getBigDecimal(column)).map(Usd::new).orElse(Usd.ZERO);
    }

    @Override
    public Merged merged(Transaction transaction, Span span) {
        String sql = """
                select count(*), coalesce(sum(l.spent), 0)
                from issues i
                left join ledger_totals l on l.scope = 'issue' and l.scope_id = i.id and l.period = ''
                where i.state = 'done' and i.merge_sha is not null and i.entered_at >= :fromAt and i.entered_at < :toAt
                """ + whose("i", span);
        return bound(transaction.handle().createQuery(sql), span)
                .map((row, context) -> new Merged(row.getLong(1), new Usd(row.getBigDecimal(2))))
                .one();
    }

    @Override
    public Family family(Transaction transaction, long issueId) {
        List<Member> members = transaction
                .handle()
                .createQuery("""
                        with recursive family (id) as (
                          select :issue::bigint
                          union
                          select d.depends_on from family f
                          join issue_dependencies d on d.issue_id = f.id and d.kind = 'child'
                        )
                        select i.id, r.slug || '#' || i.number, coalesce(l.spent, 0), coalesce(l.reserved, 0),
                          coalesce(l.events, 0)
                        from family f
                        join issues i on i.id = f.id
                        join repositories r on r.id = i.repository_id
                        left join ledger_totals l on l.scope = 'issue' and l.scope_id = i.id and l.period = ''
                        order by i.id <> :issue, r.slug, i.number
                        """)
                .bind("issue", issueId)
                .map((row, context) -> new Member(
                        row.getLong(1),
                        row.getString(2),
                        new CostReport.Total(
                                new Usd(row.getBigDecimal(3)), new Usd(row.getBigDecimal(4)), row.getLong(5))))
                .list();
        return members.isEmpty()
                ? new Family(CostReport.Total.NOTHING, List.of())
                : new Family(members.getFirst().total(), List.copyOf(members.subList(1, members.size())));
    }
}

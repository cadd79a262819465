package io.colony.bench.chaos;

import io.colony.bench.chaos.Invariant.Query;
import io.colony.engine.audit.AuditReader;
import io.colony.engine.audit.AuditVerification;
import io.colony.engine.database.Database;
import java.util.List;
import java.util.stream.Stream;

/** The audit log, and what keeps history from being changed. */
final class AuditInvariants {
    private static final List<List<String>> GUARDS = List.of(
            List.of("state_transitions", "append_only"),
            List.of("cost_events", "append_only"),
            List.of("issue_snapshots", "append_only"),
            List.of("agent_runs", "completed_once"),
            List.of("audit_log", "sealed_once"),
            List.of("state_transitions", "no_truncate"),
            List.of("cost_events", "no_truncate"),
            List.of("agent_runs", "no_truncate"),
            List.of("audit_log", "no_truncate"));

    private AuditInvariants() {}

    static List<Invariant> all(Database database) {
        return List.of(
                new Query("every-transition-is-audited", """
                        select 'transition', t.id, 'to version', t.version, 'of', r.slug || '#' || i.number, 'has audit rows:',
                               count(a.id)
                        from state_transitions t join issues i on i.id = t.issue_id
                        join repositories r on r.id = i.repository_id
                        left join audit_log a on a.action = 'transition' and a.subject = r.slug || '#' || i.number
                          and (a.detail ->> 'version')::bigint = t.version
                        where t.version > 1 group by 1, 2, 3, 4, 5, 6, 7 having count(a.id) <> 1"""), new ChainIsIntact(database), new HistoryIsGuarded());
    }

    private record ChainIsIntact(Database database) implements Invariant {
        @Override
        public String name() {
            return "audit-chain";
        }

        @Override
        public List<Violation> broken(SqlClient store) {
            AuditReader reader = AuditReader.postgres(database);
            return reader.tenants().stream()
                    .map(tenant -> reader.verify(tenant, none -> {}))
                    .flatMap(this::broken)
                    .toList();
        }

        private Stream<Violation> broken(AuditVerification found) {
            Stream<Violation> bad = found.findings().stream().map(row -> new Violation(name(), row.toString()));
            return found.unsealed().count() == 0
                    ? bad
                    : Stream.concat(
                            bad,
                            Stream.of(new Violation(
                                    name(),
                                    "rows are not sealed: " + found.unsealed().ids())));
        }
    }

    private record HistoryIsGuarded() implements Invariant {
        @Override
        public String name() {
            return "history-is-guarded";
        }

        @Override
        public List<Violation> broken(SqlClient store) {
            List<List<String>> alive = store.rows("""
                    select tgrelid::regclass::text, tgname from pg_trigger where not tgisinternal and tgenabled in ('O', 'A')""");
            return GUARDS.stream()
                    .filter(guard -> !alive.contains(guard))
                    .map(guard -> new Violation(
                            name(), "trigger " + guard.get(1) + " of table " + guard.get(0) + " is missing or off"))
                    .toList();
        }
    }
}

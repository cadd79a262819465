package io.colony.bench.chaos;

import io.colony.bench.chaos.Invariant.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Pull requests, merges, intents, labels: the store held against the simulated code host. */
final class HostInvariants {
    /** Our branches are named for issue and generation. */
    private static final String OURS = """
            select p.*, i.id as issue_id, i.state as issue_state, i.pull_request as issue_pull_request,
                   i.merge_sha as issue_merge_sha
            from host.pull_requests p join issues i on split_part(split_part(p.head, '/', 2), '-g', 1) = i.number::text""";

    private HostInvariants() {}

    static List<Invariant> all() {
        return List.of(
                new Query("one-pull-request-per-generation", """
                        select 'branch', head, 'has pull requests', string_agg(number::text, ',') from host.pull_requests
                        group by head having count(*) > 1"""),
                new Query("merged-once", """
                        select 'issue', issue_id, 'was merged by pull requests',
                               string_agg(number || ' by ' || m.by, ', ' order by m.id)
                        from (%s) p join host.merges m on m.pull_request = p.number group by issue_id
                        having count(*) > 1""".formatted(OURS)),
                new Query("done-is-merged", """
                        select 'issue', i.id, 'is done, and its pull request', i.pull_request, 'is', coalesce(p.state, 'missing')
                        from issues i left join host.pull_requests p on p.number = i.pull_request
                        where i.state = 'done' and p.state is distinct from 'MERGED' and not exists (
                          select from issue_dependencies d where d.issue_id = i.id and d.kind = 'child')"""),
                new Query("merged-is-done", """
                        select 'issue', issue_id, 'is', issue_state, 'and pull request', number, 'was merged'
                        from (%s) p where state = 'MERGED' and issue_state <> 'done'""".formatted(OURS)),
                new Query("merge-is-recorded", """
                        select 'issue', issue_id, 'records merge', issue_merge_sha, 'of', number, 'and the host has', merge_sha
                        from (%s) p where state = 'MERGED' and issue_state = 'done' and number = issue_pull_request
                          and issue_merge_sha is not null and issue_merge_sha <> merge_sha""".formatted(OURS)),
                new Query("every-act-has-an-intent", """
                        select 'merge of pull request', pull_request::text, 'has no intent' from host.merges m
                        where by = 'colony' and not exists (
                          select from forge_intents f where f.kind = 'merge' and f.new_sha = m.head_sha)
                        union all
                        select 'push of', new_sha, 'has no intent' from host.pushes p where not exists (
                          select from forge_intents f where f.kind = 'push' and f.new_sha = p.new_sha)
                        union all
                        select 'pull request', number::text, 'has no intent' from host.pull_requests p where not exists (
                          select from forge_intents f where f.kind = 'pull-request' and f.ref = p.head)"""),
                new Query("every-intent-is-resolved", """
                        select 'intent', f.id, f.kind, 'of issue', f.issue_id, 'is open, and the issue is', i.state
                        from forge_intents f join issues i on i.id = f.issue_id where f.state = 'open'"""),
                new Query("everything-is-told", """
                        select 'message', id, 'of issue', issue_id, 'was not delivered:', coalesce(error, 'not tried') from outbox
                        where delivered_at is null"""),
                new Query("every-transition-is-told", """
                        select 'transition', t.id, 'of issue', t.issue_id, 'put no label into the outbox'
                        from state_transitions t where t.version > 1 and not exists (
                          select from outbox o where o.issue_id = t.issue_id
                            and o.marker = 'transition-' || t.issue_id || '-' || t.version || '-label')"""),
                new Query("label-is-state", """
                        select 'issue', i.id, 'is', i.state, 'and labelled', h.labels::text from issues i
                        join repositories r on r.id = i.repository_id
                        join host.issues h on h.slug = r.slug and h.number = i.number
                        where i.version > 1 and h.labels <> array['colony:' || i.state]"""),
                new ToldInOrder());
    }

    /**
     * What the host was told of an issue is what the outbox holds, in that order. A repeat of the last one is allowed, and
     * what is noted as overtaken by a later label may be missing.
     */
    private record ToldInOrder() implements Invariant {
        private static final String OVERTAKEN = "?";

        @Override
        public String name() {
            return "told-in-order";
        }

        @Override
        public List<Violation> broken(SqlClient store) {
            Map<String, List<String>> said = byIssue(store.rows("""
                    select r.slug || '#' || i.number,
                      case when o.error like 'not sent:%' then '?' else '' end || (o.payload ->> 'label')
                    from outbox o join issues i on i.id = o.issue_id
                    join repositories r on r.id = i.repository_id where o.kind = 'label' order by o.id"""));
            Map<String, List<String>> heard =
                    byIssue(store.rows("select slug || '#' || number, label from host.labels order by id"));
            List<Violation> broken = new ArrayList<>();
            heard.forEach((issue, labels) -> {
                List<String> intended = said.getOrDefault(issue, List.of());
                if (!follows(labels, intended)) {
                    broken.add(new Violation(name(), issue + " was told " + labels + " instead of " + intended));
                }
            });
            return broken;
        }

        private static Map<String, List<String>> byIssue(List<List<String>> rows) {
            Map<String, List<String>> all = new TreeMap<>();
            rows.forEach(row ->
                    all.computeIfAbsent(row.get(0), issue -> new ArrayList<>()).add(row.get(1)));
            return all;
        }

        private static boolean follows(List<String> heard, List<String> intended) {
            int last = -1;
            for (String label : heard) {
                int next = last + 1;
                while (next < intended.size() && overtaken(intended.get(next)) && !says(intended.get(next), label)) {
                    next++;
                }
                if (next < intended.size() && says(intended.get(next), label)) {
                    last = next;
                } else if (last < 0 || !says(intended.get(last), label)) {
                    return false;
                }
            }
            return last == intended.size() - 1;
        }

        private static boolean overtaken(String intended) {
            return intended.startsWith(OVERTAKEN);
        }

        private static boolean says(String intended, String label) {
            return intended.equals(label) || intended.equals(OVERTAKEN + label);
        }
    }
}

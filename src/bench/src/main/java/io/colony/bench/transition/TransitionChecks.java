package io.colony.bench.transition;

import io.colony.bench.store.Databases;
import java.util.ArrayList;
import java.util.List;

/** What must hold of all transitions: versions without a gap, and every row that belongs to one, once. */
public final class TransitionChecks {
    private TransitionChecks() {}

    /**
     * Looks for what is wrong, in a store whose issues were filled at version 1.
     *
     * @param applied how many the engine said it applied
     */
    public static List<String> violations(Databases.Copy copy, long applied) {
        List<String> found = new ArrayList<>();
        long rows = copy.count("select count(*) from state_transitions where version > 1");
        if (rows != applied) {
            found.add(applied + " transitions were applied, " + rows + " are recorded");
        }
        long gaps = copy.count("""
                select count(*) from issues i
                left join (select issue_id, count(*) n, min(version) least, max(version) most from state_transitions
                           group by issue_id) t on t.issue_id = i.id
                where (i.version, 1, i.version) is distinct from (t.n, t.least, t.most)
                """);
        if (gaps > 0) {
            found.add(gaps + " issues have gaps in their versions");
        }
        long audited = copy.count("select count(*) from audit_log where action = 'transition'");
        long told = copy.count("select count(*) from outbox where kind = 'label' and delivered_at is null");
        if (audited != applied || told != applied) {
            found.add(applied + " transitions have " + audited + " audit rows and " + told + " label messages");
        }
        return found;
    }
}

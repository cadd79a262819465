package io.colony.bench.queue;

import io.colony.bench.store.Databases;
import java.util.ArrayList;
import java.util.List;

/** What must hold of the queue after a load that completed so many tasks: none lost, none run twice. */
final class QueueChecks {
    private QueueChecks() {}

    static List<String> violations(Databases.Copy copy, long tasks, long completed) {
        List<String> found = new ArrayList<>();
        long done = copy.count("select count(*) from tasks where state = 'done' and executor = 'analyze'");
        if (done != completed) {
            found.add(completed + " completions were acknowledged and " + done + " tasks are done");
        }
        long twice = copy.count("select count(*) from tasks where state = 'done' and epoch <> 2");
        if (twice > 0) {
            found.add(twice + " tasks were not claimed exactly once");
        }
        long kept = copy.count("select count(*) from tasks where executor = 'analyze'");
        if (kept != tasks) {
            found.add(tasks + " tasks were there, and " + kept + " are");
        }
        long doubled = copy.count("""
                select count(*) from (
                  select 1 from tasks where state in ('queued', 'claimed') group by issue_id having count(*) > 1) x
                """);
        if (doubled > 0) {
            found.add(doubled + " issues have more than one open task");
        }
        return found;
    }
}

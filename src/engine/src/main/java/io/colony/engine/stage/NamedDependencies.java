package io.colony.engine.stage;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.ColonyException;
import io.colony.engine.database.Transaction;
import io.colony.engine.issue.Dependencies.Added;
import io.colony.engine.issue.Dependencies.Kind;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Records what an analysis says an issue depends on: without that nobody would know what it waits for. */
final class NamedDependencies {
    private final StageContext context;

    NamedDependencies(StageContext context) {
        this.context = context;
    }

    /**
     * What came of it.
     *
     * @param waits whether the issue now waits for something
     * @param problems why the others cannot be waited for, each in one sentence
     */
    record Result(boolean waits, List<String> problems) {}

    Result record(Issue issue, JsonNode names) {
        return context.database().inTransaction(transaction -> {
            List<String> problems = new ArrayList<>();
            names.valueStream()
                    .map(JsonNode::asText)
                    .forEach(name -> add(transaction, issue, name).ifPresent(problems::add));
            boolean waits =
                    !context.dependencies().unmet(transaction, issue.id()).isEmpty();
            return new Result(waits, problems);
        });
    }

    /** Why not, or empty. */
    private Optional<String> add(Transaction transaction, Issue issue, String name) {
        Optional<Issue> other = find(transaction, name);
        if (other.isEmpty()) {
            return Optional.of("'" + name + "' is no issue that is known here.");
        }
        if (other.get().id() == issue.id()) {
            return Optional.of("It cannot wait for itself.");
        }
        Added added =
                context.dependencies().add(transaction, issue.id(), other.get().id(), Kind.BLOCKS, "analysis");
        return added instanceof Added.Cycle cycle
                ? Optional.of("It cannot wait for " + name + ": " + cycle.reason())
                : Optional.empty();
    }

    private Optional<Issue> find(Transaction transaction, String name) {
        try {
            return context.issues().find(transaction, IssueKey.parse(name));
        } catch (ColonyException noKey) {
            return Optional.empty();
        }
    }
}

package io.colony.engine.intake;

import io.colony.engine.database.Transaction;
import io.colony.engine.issue.Dependencies;
import io.colony.engine.issue.Dependencies.Added;
import io.colony.engine.issue.Dependencies.Kind;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.issue.IssueStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Records what an issue's approved text says that it waits for. Takes part in the given transaction. */
final class BodyDependencies {
    private final IssueStore issues;
    private final Dependencies dependencies;

    BodyDependencies(IssueStore issues, Dependencies dependencies) {
        this.issues = issues;
        this.dependencies = dependencies;
    }

    /** Why some of it is not waited for, each in one sentence; in our words, and the keys that were read. */
    List<String> record(Transaction transaction, Issue issue, String text) {
        List<String> problems = new ArrayList<>();
        for (IssueKey key : NamedInText.dependencies(issue.key().repository(), text)) {
            problem(transaction, issue, key).ifPresent(problems::add);
        }
        return problems;
    }

    private Optional<String> problem(Transaction transaction, Issue issue, IssueKey key) {
        if (key.equals(issue.key())) {
            return Optional.of("It cannot wait for itself.");
        }
        Optional<Issue> other = issues.find(transaction, key).filter(found -> found.tenantId() == issue.tenantId());
        if (other.isEmpty()) {
            return Optional.of("It names " + key + ", which is not known here and is not waited for.");
        }
        Added added = dependencies.add(transaction, issue.id(), other.get().id(), Kind.BLOCKS, "body");
        return added instanceof Added.Cycle cycle
                ? Optional.of("It cannot wait for " + key + ": " + cycle.reason())
                : Optional.empty();
    }
}

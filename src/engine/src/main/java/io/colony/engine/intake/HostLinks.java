package io.colony.engine.intake;

import io.colony.engine.database.Transaction;
import io.colony.engine.forge.Forge;
import io.colony.engine.issue.Dependencies;
import io.colony.engine.issue.Dependencies.Kind;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.issue.IssueStore;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the code host itself says that an issue waits for: its native dependencies, and the sub-issues that people gave it.
 * Taken when the issue is let in, besides what its text says.
 */
final class HostLinks {
    private static final String SOURCE = "forge";

    private final IssueStore issues;
    private final Dependencies dependencies;

    HostLinks(IssueStore issues, Dependencies dependencies) {
        this.issues = issues;
        this.dependencies = dependencies;
    }

    /**
     * Asks the code host; not to be called within a transaction.
     *
     * @throws io.colony.engine.forge.ForgeException when it does not answer
     */
    static List<IssueKey> read(Forge forge, IssueKey key) {
        return Stream.concat(forge.blockers(key).stream(), forge.subIssues(key).stream())
                .distinct()
                .toList();
    }

    /**
     * Records what is known here and no circle; what else the code host names is not waited for, as with what the text
     * names.
     */
    void record(Transaction transaction, Issue issue, List<IssueKey> links) {
        links.stream()
                .filter(key -> !key.equals(issue.key()))
                .flatMap(key -> issues.find(transaction, key).stream())
                .filter(other -> other.tenantId() == issue.tenantId())
                .forEach(other -> dependencies.add(transaction, issue.id(), other.id(), Kind.BLOCKS, SOURCE));
    }
}

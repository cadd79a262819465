package io.colony.engine.issue;

import io.colony.engine.database.Transaction;
import java.util.Optional;

/**
 * Which workflow new issues start with. What is set for the repository comes first, then what is set for its tenant, then
 * what the installation names. Issues that run already keep theirs. Takes part in the given transaction.
 */
public interface StartWorkflows {
    static StartWorkflows postgres() {
        return new PostgresStartWorkflows();
    }

    /** What is set for the repository or its tenant; empty where the installation's own holds. */
    Optional<Version> of(Transaction transaction, long repositoryId);

    /**
     * Sets it for one repository, or takes the setting back.
     *
     * @param workflow stored already; empty for the tenant's
     * @return {@code false} when there is no such repository
     */
    boolean setForRepository(Transaction transaction, String slug, Optional<Version> workflow);

    /** {@link #setForRepository} for all repositories of a tenant that have none of their own. */
    boolean setForTenant(Transaction transaction, String slug, Optional<Version> workflow);

    /** A workflow at one version. */
    record Version(String id, int version) {
        @Override
        public String toString() {
            return id + "@" + version;
        }
    }
}

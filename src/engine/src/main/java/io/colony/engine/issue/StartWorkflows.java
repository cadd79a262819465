package io.colony.engine.issue;

import io.colony.engine.database.Transaction;
import io.colony.engine.workflow.WorkflowException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    /** Where each is set: by tenant's slug, and by repository's. */
    Settings settings(Transaction transaction);

    /** What is set, without what the installation names. */
    record Settings(Map<String, Version> tenants, Map<String, Version> repositories) {}

    /** A workflow at one version. */
    record Version(String id, int version) {
        private static final Pattern FORM = Pattern.compile("([a-z0-9][a-z0-9-]{0,63})@([1-9][0-9]{0,8})");

        /** Reads {@code acme@3}; throws with the expected form where the text has another. */
        public static Version parse(String text) {
            Matcher matcher = FORM.matcher(text);
            if (!matcher.matches()) {
                throw new WorkflowException(
                        "'" + text + "' names no version of a workflow: write ID@VERSION, such as colony-default@2.");
            }
            return new Version(matcher.group(1), Integer.parseInt(matcher.group(2)));
        }

        @Override
        public String toString() {
            return id + "@" + version;
        }
    }
}

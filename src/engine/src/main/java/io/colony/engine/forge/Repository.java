package io.colony.engine.forge;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.forge.local.LocalForge;

/**
 * A repository that Colony works on.
 *
 * @param forge the adapter that it is reached through, such as {@code local}
 * @param slug {@code owner/name}
 * @param cloneUrl where it is read from, without a credential that may write
 * @param settings what the operator set for it here; what the repository says itself is in its own files
 */
public record Repository(
        long id, long tenantId, String forge, String slug, String defaultBranch, String cloneUrl, JsonNode settings) {
    /**
     * Whether whoever wrote an issue may approve its change. On the local code host that is so unless set otherwise: without
     * accounts nobody can be told from anybody there.
     */
    public boolean authorMayApprove() {
        return settings.path("merge").path("author_may_approve").asBoolean(forge.equals(LocalForge.NAME));
    }
}

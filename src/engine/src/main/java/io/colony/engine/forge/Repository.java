package io.colony.engine.forge;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A repository that Colony works on.
 *
 * @param forge the adapter that it is reached through, such as {@code local}
 * @param slug {@code owner/name}
 * @param cloneUrl where it is read from, without a credential that may write
 * @param settings what the operator set for it here; what the repository says itself is in its own files
 */
public record Repository(
        long id, long tenantId, String forge, String slug, String defaultBranch, String cloneUrl, JsonNode settings) {}

package io.colony.engine.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * What a run left for the next ones: a plan, a report, a verdict, evidence, a failure.
 *
 * @param content as the run wrote it; not to be changed
 * @param sha256 of the content
 */
public record ArtifactEntry(long id, long runId, String kind, JsonNode content, String sha256, Instant at) {}

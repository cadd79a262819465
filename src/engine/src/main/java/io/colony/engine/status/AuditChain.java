package io.colony.engine.status;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Optional;

/**
 * Where a tenant's chain stands.
 *
 * @param seq of the newest sealed row; empty where none is sealed
 * @param hash of that row
 * @param unsealed how many rows are not part of the chain yet
 * @param oldestUnsealed when the first of them was written: more than some seconds ago says that nobody seals
 */
public record AuditChain(
        String tenant,
        Optional<Long> seq,
        Optional<String> hash,
        long unsealed,
        @JsonProperty("oldest_unsealed") Optional<Instant> oldestUnsealed) {}

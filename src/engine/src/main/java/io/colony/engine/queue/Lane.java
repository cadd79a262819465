package io.colony.engine.queue;

import java.time.Instant;

/**
 * Ready tasks of one repository with one demand: a line of its own.
 *
 * @param head how early its first task stands
 * @param claimedOfTenant how many tasks of the tenant are claimed now
 * @param claimedOfRepository how many tasks of the repository are claimed now
 */
record Lane(
        String demand,
        long tenantId,
        long repositoryId,
        Instant head,
        long claimedOfTenant,
        long claimedOfRepository) {}

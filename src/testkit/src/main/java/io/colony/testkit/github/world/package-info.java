/**
 * What the simulated GitHub holds, in memory, and what can be done to it: accounts and their rights, repositories, issues,
 * pull requests, statuses. The REST end points and the hands of a test's people both act by these classes, so that both
 * have the same effects and tell the same webhooks. All of it is guarded by the {@link
 * io.colony.testkit.github.world.World}'s one lock.
 */
@NullMarked
package io.colony.testkit.github.world;

import org.jspecify.annotations.NullMarked;

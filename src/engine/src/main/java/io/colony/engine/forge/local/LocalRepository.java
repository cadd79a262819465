package io.colony.engine.forge.local;

import java.nio.file.Path;
import java.util.List;

/**
 * A repository of this code host.
 *
 * @param directory its bare git directory
 * @param requiredChecks contexts of statuses that must be successful at a head before it is merged
 */
record LocalRepository(String slug, Path directory, String defaultBranch, List<String> requiredChecks) {}

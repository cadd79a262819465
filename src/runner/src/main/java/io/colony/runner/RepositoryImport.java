package io.colony.runner;

import io.colony.engine.gate.GateDefinition;
import java.nio.file.Path;
import java.util.List;

/**
 * A repository on this machine that is to be known to the local code host.
 *
 * @param slug {@code owner/name} on the local code host
 * @param source the original; only read
 * @param baseBranch the branch that changes are merged into
 * @param gates instead of those in the repository's own configuration; empty to take that
 */
public record RepositoryImport(String slug, Path source, String baseBranch, List<GateDefinition> gates) {}

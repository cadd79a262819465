package io.colony.engine;

import io.colony.engine.forge.Forge;
import io.colony.engine.forge.github.GitHubForge;
import io.colony.engine.forge.local.LocalForge;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The code host that an installation works on: GitHub where a credential for it is configured, else the embedded one.
 *
 * @param forge the one that it works on
 * @param local the embedded one, where it is that
 * @param root where the embedded one keeps its repositories
 */
public record CodeHosts(Forge forge, Optional<LocalForge> local, Path root) {
    static CodeHosts local(LocalForge forge, Path root) {
        return new CodeHosts(forge, Optional.of(forge), root);
    }

    static CodeHosts github(GitHubForge forge, Path root) {
        return new CodeHosts(forge, Optional.empty(), root);
    }
}

package io.colony.engine.plugin;

import java.util.List;

/**
 * An earlier run on the same issue.
 *
 * @param stage the executor, such as {@code develop} or {@code plugin:acme/licences}
 * @param outcome what it answered; its failure's class where it failed
 */
public record PluginAttempt(String stage, int attempt, String outcome, String reason, List<PluginArtifact> artifacts) {
    public PluginAttempt {
        artifacts = List.copyOf(artifacts);
    }
}

package io.colony.engine.plugin;

import java.time.Duration;
import java.util.List;

/** What a run of a plugin has to say at its end. It never names a state: the workflow routes. */
public sealed interface PluginResult {
    /**
     * A result.
     *
     * @param outcome one of those that {@link ExecutorPlugin#outcomes} declares
     * @param reason why, in one sentence for people
     * @param artifacts for the attempts and stages after it, and for people
     */
    record Finished(String outcome, String reason, List<PluginArtifact> artifacts) implements PluginResult {
        public Finished {
            artifacts = List.copyOf(artifacts);
        }
    }

    /**
     * No result yet, and nothing failed: the same again later, not counted as an attempt, and no worker waits meanwhile.
     *
     * @param delay from a second to a day
     * @param waitsFor in words for people, such as {@code the nightly build}
     */
    record Later(Duration delay, String waitsFor) implements PluginResult {}

    /**
     * It could not do its work.
     *
     * @param worthRetrying whether the same may go through in a while; otherwise a person is needed
     * @param reason what happened and what to do about it
     */
    record Failed(boolean worthRetrying, String reason, List<PluginArtifact> artifacts) implements PluginResult {
        public Failed {
            artifacts = List.copyOf(artifacts);
        }
    }

    /** {@link Finished} without artefacts. */
    static PluginResult finished(String outcome, String reason) {
        return new Finished(outcome, reason, List.of());
    }

    /** {@link Failed} that may go through later. */
    static PluginResult tryAgain(String reason) {
        return new Failed(true, reason, List.of());
    }

    /** {@link Failed} that needs a person. */
    static PluginResult giveUp(String reason) {
        return new Failed(false, reason, List.of());
    }
}

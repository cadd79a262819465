package io.colony.engine.workflow;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which outcomes each executor declares that a workflow may name: those that come with the engine, and the plugins of this
 * process. Immutable.
 */
public final class DeclaredOutcomes {
    private static final DeclaredOutcomes ANY_PLUGIN = new DeclaredOutcomes(Map.of(), true);

    private final Map<String, List<String>> plugins;
    private final boolean anyPlugin;

    private DeclaredOutcomes(Map<String, List<String>> plugins, boolean anyPlugin) {
        this.plugins = plugins;
        this.anyPlugin = anyPlugin;
    }

    /** Takes every plugin on trust: a workflow may have been stored by a process that has plugins which this one lacks. */
    static DeclaredOutcomes withAnyPlugin() {
        return ANY_PLUGIN;
    }

    /** Those of the engine's own executors alone. */
    public static DeclaredOutcomes builtIn() {
        return withPlugins(Map.of());
    }

    /**
     * Knows these plugins and no other.
     *
     * @param plugins outcomes by the name that workflows call the plugin, such as {@code plugin:acme/licences}
     */
    public static DeclaredOutcomes withPlugins(Map<String, List<String>> plugins) {
        return new DeclaredOutcomes(new TreeMap<>(plugins), false);
    }

    /** The outcomes of {@code develop} or {@code plugin:acme/licences}; empty where they are not known here. */
    Optional<List<String>> of(String executor) {
        return BuiltinExecutors.outcomes(executor).or(() -> Optional.ofNullable(plugins.get(executor)));
    }

    /** Why a plugin cannot be named; empty where it can. */
    Optional<String> problem(String plugin) {
        if (anyPlugin || plugins.containsKey(plugin)) {
            return Optional.empty();
        }
        String known = plugins.isEmpty() ? "none is installed" : "installed are " + String.join(", ", plugins.keySet());
        return Optional.of("there is no executor '" + plugin + "' here: " + known
                + ". Write another, or put its JAR into the plugins_directory of the configuration.");
    }
}

package io.colony.engine.plugin;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The plugins of one process, checked, by the name that workflows call them. Immutable. */
public final class InstalledPlugins {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern OUTCOME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    /** Answered by the engine itself, or raised by it with a meaning of its own. */
    private static final Set<String> NOT_FOR_PLUGINS = Set.of(
            "noop",
            "retry",
            "error",
            "failure",
            "claimed",
            "triggered",
            "clarified",
            "reopened",
            "reimplement",
            "edit-accepted");

    private static final int LONGEST_ROLE = 40;
    private static final Duration LONGEST_RUN = Duration.ofDays(1);

    private final Map<String, Installed> byId;

    /**
     * What a plugin said about itself when it was installed.
     *
     * @param id as workflows name it, such as {@code plugin:acme/licences}
     */
    public record Installed(
            String id,
            String role,
            List<String> outcomes,
            boolean costsMoney,
            boolean needsWorkspace,
            Duration timeLimit,
            ExecutorPlugin plugin) {}

    private InstalledPlugins(Map<String, Installed> byId) {
        this.byId = byId;
    }

    /** No plugin. */
    public static InstalledPlugins none() {
        return of(List.of());
    }

    /**
     * Asks each plugin about itself.
     *
     * @throws PluginException which names the class, and everything that is wrong with it
     */
    public static InstalledPlugins of(Collection<? extends ExecutorPlugin> plugins) {
        Map<String, Installed> byId = new TreeMap<>();
        for (ExecutorPlugin plugin : plugins) {
            Installed installed = ask(plugin);
            Installed other = byId.putIfAbsent(installed.id(), installed);
            if (other != null) {
                throw new PluginException("Two plugins call themselves " + installed.id() + ": "
                        + other.plugin().getClass().getName() + " and "
                        + plugin.getClass().getName()
                        + ". Take one of their JARs away.");
            }
        }
        return new InstalledPlugins(byId);
    }

    /** All of them, by name. */
    public Collection<Installed> all() {
        return byId.values();
    }

    /** Which outcomes each declares, by the name that workflows call it. */
    public Map<String, List<String>> outcomes() {
        return byId.values().stream().collect(Collectors.toMap(Installed::id, Installed::outcomes));
    }

    private static Installed ask(ExecutorPlugin plugin) {
        try {
            Installed installed = new Installed(
                    "plugin:" + plugin.name() + "/" + plugin.key(),
                    plugin.role(),
                    List.copyOf(plugin.outcomes()),
                    plugin.costsMoney(),
                    plugin.needsWorkspace(),
                    plugin.timeLimit(),
                    plugin);
            List<String> problems = problems(plugin, installed);
            if (!problems.isEmpty()) {
                throw new PluginException("Plugin " + plugin.getClass().getName() + " cannot be used: "
                        + String.join("; ", problems) + ". Correct it and install it again.");
            }
            return installed;
        } catch (NullPointerException | LinkageError failure) {
            throw new PluginException(
                    "Plugin " + plugin.getClass().getName() + " does not say what it is (" + failure
                            + "): name, key, role, outcomes and time limit must answer. It may be built for another"
                            + " version of Colony.",
                    failure);
        }
    }

    private static List<String> problems(ExecutorPlugin plugin, Installed installed) {
        List<String> problems = new ArrayList<>();
        require(
                problems,
                NAME.matcher(plugin.name()).matches(),
                "name() '" + plugin.name() + "' is not of the form " + NAME);
        require(
                problems,
                NAME.matcher(plugin.key()).matches(),
                "key() '" + plugin.key() + "' is not of the form " + NAME);
        require(
                problems,
                !installed.role().isBlank() && installed.role().length() <= LONGEST_ROLE,
                "role() is empty or longer than " + LONGEST_ROLE + " characters");
        require(problems, !installed.outcomes().isEmpty(), "outcomes() declares none");
        installed.outcomes().forEach(outcome -> {
            require(
                    problems,
                    OUTCOME.matcher(outcome).matches(),
                    "outcome '" + outcome + "' is not lower-case letters, digits and hyphens, at most 64");
            require(problems, !NOT_FOR_PLUGINS.contains(outcome), "outcome '" + outcome + "' is reserved");
        });
        require(
                problems,
                Set.copyOf(installed.outcomes()).size() == installed.outcomes().size(),
                "outcomes() names one twice");
        require(
                problems,
                installed.timeLimit().isPositive() && installed.timeLimit().compareTo(LONGEST_RUN) <= 0,
                "timeLimit() is not between nothing and a day");
        return problems;
    }

    private static void require(List<String> problems, boolean holds, String problem) {
        if (!holds) {
            problems.add(problem);
        }
    }
}

package io.colony.engine.config;

import io.colony.engine.ColonyException;
import io.colony.engine.ledger.Ceilings;
import io.colony.engine.retention.RetentionClass;
import io.colony.engine.retrospective.LessonSettings;
import io.colony.engine.yaml.Suggestion;
import io.colony.engine.yaml.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Raw values by setting name, the later source over the earlier one; unknown names refused at each. */
final class SettingLayers {
    /** Instead of a duration: never removed. */
    static final String FOR_EVER = "forever";

    private static final Map<String, String> DEFAULTS = defaults();
    private static final Map<String, String> AGENT_DEFAULTS = agentDefaults();

    /** Known settings without a default. */
    private static final Set<String> OPTIONAL = Stream.of(
                    Stream.of(
                            "store.password_file",
                            "store.migration_user",
                            "store.migration_password_file",
                            StoreReader.PASSWORD,
                            HostReader.SECRET,
                            HostReader.SECRET_FILE,
                            HostReader.PREVIOUS_SECRET,
                            HostReader.PREVIOUS_SECRET_FILE,
                            "agent",
                            "ceilings.tenant_month",
                            "workflow_file",
                            "plugins_directory",
                            "prices_file"),
                    HttpReader.OPTIONAL.stream(),
                    NoticeReader.OPTIONAL.stream(),
                    GitHubReader.OPTIONAL.stream())
            .flatMap(Function.identity())
            .collect(Collectors.toUnmodifiableSet());

    /** Only by a variable, never in a file or on a command line, and never shown. */
    static final Set<String> SECRETS = Set.of(StoreReader.PASSWORD, HostReader.SECRET, HostReader.PREVIOUS_SECRET);

    /** Variables that begin like settings and are none; the last four stand in what Colony itself starts. */
    private static final Set<String> RESERVED = Set.of(
            "COLONY_CONFIG",
            "COLONY_JAVA_HOME",
            "COLONY_JAVA_OPTS",
            "COLONY_DEBUG",
            HostEnvironment.TERMINAL,
            "COLONY_RUN",
            "COLONY_LABEL",
            "COLONY_ISSUE",
            "COLONY_STAGE");

    private static final List<String> AGENT_KEYS = List.of(
            "type",
            "command",
            "model",
            "environment",
            "wall_clock",
            "inactivity",
            "tool_inactivity",
            "turns",
            "memory");

    private final Map<String, SettingValue> values = new LinkedHashMap<>();
    private final Map<String, Function<String, ColonyException>> agents = new LinkedHashMap<>();
    private final SettingsSources sources;

    private SettingLayers(SettingsSources sources) {
        this.sources = sources;
    }

    static SettingLayers read(SettingsSources sources) {
        SettingLayers layers = new SettingLayers(sources);
        layers.readDefaults();
        layers.readFile();
        layers.readEnvironment();
        layers.readCommandLine();
        return layers;
    }

    /** What the settings that name a variable mean. */
    Map<String, String> variables() {
        return sources.environment();
    }

    Set<String> agentNames() {
        return agents.keySet();
    }

    ColonyException agentError(String agent, String problem) {
        Function<String, ColonyException> error = agents.get(agent);
        return error == null ? new ConfigException(problem) : error.apply(problem);
    }

    Optional<SettingValue> find(String name) {
        return Optional.ofNullable(values.get(name))
                .or(() -> agentDefault(name))
                .filter(value -> !value.blank());
    }

    SettingValue get(String name) {
        SettingValue value = values.get(name);
        return value != null
                ? value
                : agentDefault(name).orElseThrow(() -> new ConfigException("There is no setting '" + name + "'."));
    }

    private static Optional<SettingValue> agentDefault(String name) {
        if (!name.startsWith("agents.")) {
            return Optional.empty();
        }
        String key = name.substring(name.lastIndexOf('.') + 1);
        return Optional.ofNullable(AGENT_DEFAULTS.get(key))
                .map(text -> SettingValue.of(text, "default", Path.of(""), ConfigException::new));
    }

    private void readDefaults() {
        Map<String, String> defaults = new LinkedHashMap<>(DEFAULTS);
        defaults.putAll(sources.hostDefaults());
        defaults.forEach((name, text) -> values.put(
                name,
                SettingValue.of(
                        text,
                        "default",
                        sources.currentDirectory(),
                        words -> new ConfigException(name + ": " + words))));
    }

    private void readFile() {
        Optional<Path> named = sources.namedFile();
        Optional<Path> found = named.map(sources.currentDirectory()::resolve).or(sources::unnamedFile);
        if (found.isEmpty()) {
            return;
        }
        Path file = found.get();
        String source = named.orElse(file.getFileName()).toString();
        try {
            YamlNode.parse(Files.readString(file), source)
                    .ifPresent(root ->
                            new SettingsFile(root, source, file).values().forEach(this::put));
        } catch (IOException failure) {
            throw new ConfigException(
                    source + ": cannot be read as a text file. Name a configuration file that exists with --config, or"
                            + " leave --config out.",
                    failure);
        }
    }

    private void readEnvironment() {
        List<String> known = new ArrayList<>(DEFAULTS.keySet());
        known.addAll(OPTIONAL);
        Map<String, String> names = new LinkedHashMap<>();
        known.forEach(name -> names.put(variable(name), name));
        sources.environment().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("COLONY_") && !RESERVED.contains(entry.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> {
                    String name = names.get(entry.getKey());
                    if (name == null) {
                        throw new ConfigException("environment: " + entry.getKey()
                                + " is no setting of Colony" + Suggestion.of(entry.getKey(), names.keySet())
                                + " Unset it, or see 'colony check' for the names of all settings.");
                    }
                    put(name, outside(name, entry.getValue(), "environment " + entry.getKey(), entry.getKey()));
                });
    }

    private void readCommandLine() {
        sources.commandLine().forEach((name, text) -> {
            List<String> parts = List.of(name.split("\\.", -1));
            boolean known = DEFAULTS.containsKey(name)
                    || (OPTIONAL.contains(name) && !SECRETS.contains(name))
                    || (parts.size() == 3 && parts.get(0).equals("agents") && AGENT_KEYS.contains(parts.get(2)));
            if (!known) {
                throw new ConfigException("command line: there is no setting '" + name + "'"
                        + Suggestion.of(name, DEFAULTS.keySet()) + " 'colony check' lists all settings.");
            }
            put(name, outside(name, text, "command line", "command line: " + name));
        });
    }

    private SettingValue outside(String name, String text, String source, String place) {
        boolean secret = SECRETS.contains(name);
        return SettingValue.of(
                text,
                source,
                sources.currentDirectory(),
                words -> new ConfigException(place + ": " + (secret ? "this value cannot be used." : words)));
    }

    private void put(String name, SettingValue value) {
        values.put(name, value);
        if (name.startsWith("agents.")) {
            agents.putIfAbsent(name.split("\\.", -1)[1], value.error());
        }
    }

    static List<String> agentKeys() {
        return AGENT_KEYS;
    }

    private static String variable(String name) {
        return "COLONY_" + name.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    static Set<String> below(String group) {
        Set<String> keys = new LinkedHashSet<>();
        DEFAULTS.keySet().stream().filter(name -> name.startsWith(group + ".")).forEach(keys::add);
        OPTIONAL.stream().filter(name -> name.startsWith(group + ".")).sorted().forEach(keys::add);
        keys.removeAll(SECRETS);
        return keys;
    }

    private static Map<String, String> defaults() {
        Map<String, String> defaults = new LinkedHashMap<>();
        defaults.put("store.url", "embedded");
        defaults.put("store.user", "colony");
        defaults.put("store.pool_size", "10");
        defaults.put("work_directory", "work");
        defaults.putAll(HttpReader.defaults());
        defaults.put("workers.count", "2");
        defaults.put("workers.per_repository", "0");
        defaults.put("ceilings.run", "2");
        defaults.put("ceilings.issue", "5");
        defaults.put("ceilings.repository_day", "50");
        defaults.put("ceilings.warn_percent", Integer.toString(Ceilings.WARN_PERCENT));
        defaults.put("heartbeat", "10s");
        defaults.put("lease", "30s");
        defaults.put("label_prefix", "colony");
        defaults.put("trigger_label", "colony");
        defaults.put("memory.retrospectives", Integer.toString(LessonSettings.DEFAULT.retrospectives()));
        defaults.put("memory.bytes", Integer.toString(LessonSettings.DEFAULT.bytes()));
        defaults.putAll(RecoveryReader.defaults());
        for (RetentionClass what : RetentionClass.values()) {
            defaults.put("retention." + what.slug(), what.byDefault().toDays() + "d");
        }
        defaults.putAll(NoticeReader.DEFAULTS);
        defaults.putAll(GitHubReader.DEFAULTS);
        defaults.putAll(HostReader.defaults());
        return defaults;
    }

    private static Map<String, String> agentDefaults() {
        Map<String, String> defaults = new LinkedHashMap<>();
        defaults.put("type", "command");
        defaults.put("wall_clock", "2h");
        defaults.put("inactivity", "5m");
        defaults.put("tool_inactivity", "30m");
        defaults.put("turns", "200");
        return defaults;
    }
}

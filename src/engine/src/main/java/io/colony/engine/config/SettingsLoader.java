package io.colony.engine.config;

import io.colony.engine.agent.AgentType;
import io.colony.engine.database.DatabaseSettings;
import io.colony.engine.ledger.Ceilings;
import io.colony.engine.retention.RetentionClass;
import io.colony.engine.retention.RetentionSettings;
import io.colony.engine.retrospective.LessonSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads the settings: defaults, then {@code colony.yaml}, then variables {@code COLONY_…}, then the command line.
 *
 * <p>What is not known is refused, wherever it stands: a misspelt setting that is quietly left out does harm later.
 */
public final class SettingsLoader {
    private final SettingLayers layers;
    private final List<EffectiveConfiguration.Entry> entries = new ArrayList<>();

    private SettingsLoader(SettingLayers layers) {
        this.layers = layers;
    }

    /**
     * Reads and checks everything.
     *
     * @throws ConfigException (or {@link io.colony.engine.yaml.YamlException}) which names the place and the cure
     */
    public static LoadedSettings load(SettingsSources sources) {
        return new SettingsLoader(SettingLayers.read(sources)).load();
    }

    private LoadedSettings load() {
        ColonySettings settings = settings();
        return new LoadedSettings(settings, new EffectiveConfiguration(List.copyOf(entries)));
    }

    /** The order in which settings are read is the one in which people are shown them. */
    private ColonySettings settings() {
        Map<String, AgentSettings> agents = agents();
        Optional<DatabaseSettings> store = StoreReader.read(this::value, this::setting);
        Path workDirectory = setting("work_directory").path();
        HttpSettings http = HttpReader.read(this::value, this::setting);
        int workers = setting("workers.count").integer(0, 64);
        Optional<String> agent = agent(agents);
        Ceilings ceilings = ceilings();
        Duration heartbeat = setting("heartbeat").duration();
        Duration lease = lease();
        ColonySettings.Labels labels = new ColonySettings.Labels(
                setting("label_prefix").matching("[A-Za-z0-9][A-Za-z0-9_.-]{0,29}", LABEL),
                setting("trigger_label").matching("\\S(.{0,48}\\S)?", "is no label of a code host."));
        Optional<Path> workflowFile = value("workflow_file").map(SettingValue::path);
        int perRepository = setting("workers.per_repository").integer(0, 64);
        LessonSettings lessons = new LessonSettings(
                setting("memory.retrospectives").integer(0, 20),
                setting("memory.bytes").integer(0, 100_000));
        Optional<Path> plugins = value("plugins_directory").map(SettingValue::path);
        Optional<Path> prices = value("prices_file").map(SettingValue::path);
        return new ColonySettings(
                store,
                workDirectory,
                http,
                new ColonySettings.Workers(workers, perRepository, heartbeat, lease),
                new ColonySettings.Agents(agents, agent),
                new ColonySettings.Money(ceilings, prices),
                labels,
                new ColonySettings.WorkflowFiles(workflowFile, plugins),
                lessons,
                RecoveryReader.read(this::setting, labels.trigger(), labels.prefix() + ":"),
                retention(),
                NoticeReader.read(this::value, this::setting),
                GitHubReader.read(this::value, this::setting, layers.variables()),
                HostReader.intake(this::setting, labels),
                HostReader.webhooks(this::value, this::setting));
    }

    private static final String LABEL =
            "is no label prefix; use letters, digits, hyphens, dots and underscores, at most 30.";

    private Ceilings ceilings() {
        return new Ceilings(
                setting("ceilings.run").usd(),
                setting("ceilings.issue").usd(),
                setting("ceilings.repository_day").usd(),
                value("ceilings.tenant_month").map(SettingValue::usd),
                setting("ceilings.warn_percent").integer(1, 100));
    }

    private RetentionSettings retention() {
        Map<RetentionClass, Duration> keep = new EnumMap<>(RetentionClass.class);
        for (RetentionClass what : RetentionClass.values()) {
            SettingValue value = setting("retention." + what.slug());
            if (!value.text().equals(SettingLayers.FOR_EVER)) {
                keep.put(
                        what,
                        DurationText.parse(value.text())
                                .orElseThrow(() -> value.problem(
                                        "is no duration; write a number and a unit, such as 90d, or 'forever'.")));
            }
        }
        return new RetentionSettings(keep);
    }

    private Duration lease() {
        SettingValue lease = setting("lease");
        SettingValue heartbeat = layers.get("heartbeat");
        if (lease.duration().compareTo(heartbeat.duration().multipliedBy(2)) < 0) {
            throw lease.problem("is shorter than two heartbeats of " + heartbeat.text()
                    + ", so that one late heartbeat would lose the task. Make 'lease' longer or 'heartbeat' shorter.");
        }
        return lease.duration();
    }

    private Optional<String> agent(Map<String, AgentSettings> agents) {
        Optional<SettingValue> named = value("agent");
        if (named.isEmpty()) {
            return agents.size() == 1 ? agents.keySet().stream().findFirst() : Optional.empty();
        }
        SettingValue value = named.get();
        if (!agents.containsKey(value.text())) {
            throw value.problem("is no configured agent. Configured: "
                    + (agents.isEmpty() ? "none" : String.join(", ", agents.keySet())) + ".");
        }
        return Optional.of(value.text());
    }

    private Map<String, AgentSettings> agents() {
        Map<String, AgentSettings> agents = new LinkedHashMap<>();
        layers.agentNames().forEach(name -> agents.put(name, agentSettings(name, "agents." + name + ".")));
        return agents;
    }

    private AgentSettings agentSettings(String name, String prefix) {
        AgentType type = type(setting(prefix + "type"));
        return new AgentSettings(
                name,
                type,
                command(name, prefix + "command", type),
                value(prefix + "model").map(SettingValue::text),
                environment(prefix + "environment", type),
                new AgentSettings.Bounds(
                        setting(prefix + "wall_clock").duration(),
                        setting(prefix + "inactivity").duration(),
                        setting(prefix + "tool_inactivity").duration(),
                        setting(prefix + "turns").integer(1, 100_000),
                        value(prefix + "memory").map(SettingValue::bytes).orElseGet(OptionalLong::empty)));
    }

    private static AgentType type(SettingValue value) {
        return AgentType.of(value.text())
                .orElseThrow(() -> value.problem("is no type of agent that this version can drive. Known: "
                        + String.join(", ", AgentType.slugs()) + "."));
    }

    private List<String> command(String agent, String setting, AgentType type) {
        Optional<SettingValue> given = layers.find(setting);
        if (given.isPresent() || type.program().isEmpty()) {
            return value(setting)
                    .orElseThrow(() -> layers.agentError(
                            agent,
                            "agent '" + agent + "' needs a command: the program that is the agent, with arguments."))
                    .command();
        }
        entries.add(new EffectiveConfiguration.Entry(setting, type.program().get(), "default"));
        return List.of(type.program().get());
    }

    private List<String> environment(String setting, AgentType type) {
        Optional<SettingValue> given = layers.find(setting);
        if (given.isEmpty()) {
            List<String> names = new ArrayList<>(AgentSettings.DEFAULT_ENVIRONMENT);
            names.addAll(type.variables());
            entries.add(new EffectiveConfiguration.Entry(setting, String.join(" ", names), "default"));
            return List.copyOf(names);
        }
        note(setting, given.get());
        return given.get().variables("");
    }

    /** A setting that has a default, noted as shown to people. */
    private SettingValue setting(String name) {
        SettingValue value = layers.get(name);
        note(name, value);
        return value;
    }

    /** A setting that may be left out, noted as shown to people. */
    private Optional<SettingValue> value(String name) {
        Optional<SettingValue> value = layers.find(name);
        value.ifPresentOrElse(
                found -> note(name, found),
                () -> entries.add(new EffectiveConfiguration.Entry(name, "(none)", "default")));
        return value;
    }

    private void note(String name, SettingValue value) {
        String shown = SettingLayers.SECRETS.contains(name) ? "(hidden)" : String.join(" ", value.texts());
        entries.add(new EffectiveConfiguration.Entry(name, shown, value.source()));
    }
}

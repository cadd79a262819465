package io.colony.engine.config;

import io.colony.engine.agent.AgentType;
import io.colony.engine.yaml.YamlNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A {@code colony.yaml}, flattened to setting names. */
final class SettingsFile {
    private static final List<String> TOP = List.of(
            "store",
            "work_directory",
            "http",
            "workers",
            "agents",
            "agent",
            "ceilings",
            "heartbeat",
            "lease",
            "label_prefix",
            "trigger_label",
            "workflow_file",
            "memory",
            "plugins_directory",
            "prices_file",
            "recovery",
            "retention",
            "notices",
            "github",
            "intake",
            "webhooks");
    private static final List<String> GROUPS = List.of(
            "store",
            "http",
            "workers",
            "ceilings",
            "memory",
            "recovery",
            "retention",
            "notices",
            "github",
            "intake",
            "webhooks");

    private final String source;
    private final Path directory;
    private final Map<String, SettingValue> values = new LinkedHashMap<>();

    SettingsFile(YamlNode root, String source, Path file) {
        this.source = source;
        Path parent = file.toAbsolutePath().getParent();
        this.directory = parent == null ? Path.of("/") : parent;
        root.mapping(TOP).forEach(this::read);
    }

    Map<String, SettingValue> values() {
        return values;
    }

    private void read(String key, YamlNode node) {
        if (key.equals("agents")) {
            node.mapping().forEach(this::readAgent);
        } else if (key.equals("store") && node.isScalar()) {
            put("store.url", node);
        } else if (GROUPS.contains(key)) {
            readGroup(key, node);
        } else {
            put(key, node);
        }
    }

    private void readGroup(String group, YamlNode node) {
        Map<String, YamlNode> all = node.mapping();
        if (group.equals("github")) {
            refuseTokens(all);
        }
        if (group.equals("store") && all.containsKey("password")) {
            throw all.get("password")
                    .error("a password does not belong into this file; use store.password_file or the variable"
                            + " COLONY_STORE_PASSWORD.");
        }
        if (group.equals("webhooks") && (all.containsKey("secret") || all.containsKey("previous_secret"))) {
            throw node.error("a secret does not belong into this file; use webhooks.secret_file and"
                    + " webhooks.previous_secret_file, or COLONY_WEBHOOKS_SECRET and COLONY_WEBHOOKS_PREVIOUS_SECRET.");
        }
        List<String> known = SettingLayers.below(group).stream()
                .map(name -> name.substring(group.length() + 1))
                .toList();
        // Where one value is expected, a list is refused by whoever reads it.
        node.mapping(known)
                .forEach((key, value) -> values.put(
                        group + "." + key,
                        mayBeList(group, key) ? value(value.texts(), value) : value(List.of(value.text()), value)));
        if (group.equals("store") && !all.containsKey("url")) {
            throw node.error(
                    "'store' needs a 'url' (jdbc:postgresql://HOST:PORT/DATABASE), or write 'store: embedded'.");
        }
    }

    private static boolean mayBeList(String group, String key) {
        return group.equals("notices") || HttpReader.HOSTS.equals(group + "." + key);
    }

    private static void refuseTokens(Map<String, YamlNode> github) {
        for (String secret : List.of("token", "coder_token", "app_key", "coder_app_key")) {
            if (github.containsKey(secret)) {
                throw github.get(secret)
                        .error("a credential does not belong into this file; write it to a file of its own and name"
                                + " that by github." + secret + "_file"
                                + (secret.endsWith("token")
                                        ? ", or a variable by github." + secret + "_variable."
                                        : "."));
            }
        }
    }

    private void readAgent(String name, YamlNode node) {
        if (!name.matches("[a-z0-9][a-z0-9-]{0,63}")) {
            throw node.error("'" + name + "' is no agent name; use lower-case letters, digits and hyphens.");
        }
        Map<String, YamlNode> entries = node.mapping(SettingLayers.agentKeys());
        boolean hasProgram = Optional.ofNullable(entries.get("type"))
                .flatMap(type -> AgentType.of(type.text()))
                .flatMap(AgentType::program)
                .isPresent();
        if (!entries.containsKey("command") && !hasProgram) {
            throw node.error("agent '" + name + "' needs a command: the program that is the agent, with arguments.");
        }
        entries.forEach((key, value) -> {
            if (key.equals("command") || key.equals("environment")) {
                values.put("agents." + name + "." + key, value(value.texts(), value));
            } else {
                put("agents." + name + "." + key, value);
            }
        });
    }

    private void put(String name, YamlNode node) {
        values.put(name, value(List.of(node.text()), node));
    }

    private SettingValue value(List<String> texts, YamlNode node) {
        return new SettingValue(texts, source + ":" + node.line(), directory, node::error);
    }
}

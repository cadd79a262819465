package io.colony.engine.config;

import io.colony.engine.gate.GateDefinition;
import io.colony.engine.gate.PolicyGates.PolicySettings;
import io.colony.engine.yaml.YamlNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a repository says about itself in {@code .colony/config.yaml} of its default branch.
 *
 * @param gates its checks, in the order they run; with none, a person decides on every change unless {@code mergesWithoutGates}
 * @param policy protected paths (the defaults and the repository's own) and size limits
 * @param personRequired whether a person decides after every approving review; default no
 * @param reworkRounds how often a change may come back before a person is asked; default 3
 * @param automergeThreshold the least confidence in a resolved conflict that merges without a person; default 0.9
 * @param mergesWithoutGates whether an approving review alone merges where there are no gates; default no
 * @param authorMayApprove whether who wrote the issue may approve it; empty for the code host's default
 * @param agent the agent that works here; empty for the installation's
 */
public record RepositoryConfig(
        List<GateDefinition> gates,
        PolicySettings policy,
        boolean personRequired,
        int reworkRounds,
        double automergeThreshold,
        boolean mergesWithoutGates,
        Optional<Boolean> authorMayApprove,
        Optional<String> agent) {
    /** Where the file lies in a repository. */
    public static final String PATH = ".colony/config.yaml";

    /** For a repository without the file. */
    public static final RepositoryConfig DEFAULT = new RepositoryConfig(
            List.of(), PolicySettings.DEFAULT, false, 3, 0.9, false, Optional.empty(), Optional.empty());

    private static final Duration GATE_TIMEOUT = Duration.ofMinutes(10);

    /** The same with these checks instead of the file's. */
    public RepositoryConfig withGates(List<GateDefinition> others) {
        return new RepositoryConfig(
                List.copyOf(others),
                policy,
                personRequired,
                reworkRounds,
                automergeThreshold,
                mergesWithoutGates,
                authorMayApprove,
                agent);
    }

    /**
     * Reads the file.
     *
     * @param text the whole file
     * @param source what errors call it, such as {@code owner/name:.colony/config.yaml}
     * @throws io.colony.engine.yaml.YamlException which names file, line and cure
     */
    public static RepositoryConfig parse(String text, String source) {
        return YamlNode.parse(text, source).map(RepositoryConfig::read).orElse(DEFAULT);
    }

    private static RepositoryConfig read(YamlNode root) {
        Map<String, YamlNode> top = root.mapping(
                List.of("schema_version", "gates", "protected_paths", "size", "policy", "review", "merge", "agent"));
        YamlNode version = top.get("schema_version");
        if (version == null || !version.text().equals("1")) {
            throw (version == null ? root : version).error("'schema_version: 1' is expected in this file.");
        }
        Map<String, YamlNode> review = group(top, "review", List.of("require_person", "rework_rounds"));
        Map<String, YamlNode> merge =
                group(top, "merge", List.of("automerge_threshold", "without_gates", "author_may_approve"));
        return new RepositoryConfig(
                gates(top),
                policy(top),
                find(review, "require_person").map(YamlNode::bool).orElse(false),
                find(review, "rework_rounds").map(node -> node.integer(0, 20)).orElse(3),
                find(merge, "automerge_threshold")
                        .map(RepositoryConfig::confidence)
                        .orElse(0.9),
                find(merge, "without_gates").map(YamlNode::bool).orElse(false),
                find(merge, "author_may_approve").map(YamlNode::bool),
                find(top, "agent").map(YamlNode::text));
    }

    private static PolicySettings policy(Map<String, YamlNode> top) {
        Map<String, YamlNode> size = group(top, "size", List.of("max_files", "max_bytes"));
        Map<String, YamlNode> policy = group(top, "policy", List.of("push_automation"));
        List<String> paths = new ArrayList<>(PolicySettings.DEFAULT_PROTECTED);
        find(top, "protected_paths").map(YamlNode::texts).ifPresent(paths::addAll);
        return new PolicySettings(
                List.copyOf(paths),
                find(size, "max_files")
                        .map(node -> node.integer(1, 1_000_000))
                        .orElse(PolicySettings.DEFAULT.maxFiles()),
                find(size, "max_bytes")
                        .map(node -> (long) node.integer(1, Integer.MAX_VALUE))
                        .orElse(PolicySettings.DEFAULT.maxBytes()),
                find(policy, "push_automation").map(YamlNode::bool).orElse(false));
    }

    private static List<GateDefinition> gates(Map<String, YamlNode> top) {
        List<GateDefinition> gates = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (YamlNode item : find(top, "gates").map(YamlNode::sequence).orElse(List.of())) {
            GateDefinition gate = gate(item, names);
            if (!names.add(gate.name())) {
                throw item.error("a gate called '" + gate.name() + "' stands above already; give each its own name.");
            }
            gates.add(gate);
        }
        return List.copyOf(gates);
    }

    private static GateDefinition gate(YamlNode item, Set<String> above) {
        Map<String, YamlNode> entries = item.mapping(List.of("name", "command", "timeout", "reports", "builds_on"));
        YamlNode name = required(item, entries, "name");
        if (!name.text().matches("[A-Za-z0-9][A-Za-z0-9._ -]{0,63}")) {
            throw name.error("'" + name.text() + "' is no gate name; use letters, digits, blanks, dots, hyphens.");
        }
        YamlNode command = required(item, entries, "command");
        if (command.text().isBlank()) {
            throw command.error("this gate's command is empty; write what 'sh -c' is to run.");
        }
        return new GateDefinition(
                name.text(),
                command.text(),
                find(entries, "timeout").map(RepositoryConfig::duration).orElse(GATE_TIMEOUT),
                find(entries, "reports").map(RepositoryConfig::reports).orElse(List.of()),
                find(entries, "builds_on").map(node -> earlier(node, above)));
    }

    private static String earlier(YamlNode node, Set<String> above) {
        if (!above.contains(node.text())) {
            throw node.error("no gate called '" + node.text() + "' stands above this one; a gate builds on one that"
                    + " runs before it.");
        }
        return node.text();
    }

    /** At least one that is looked for: a list that names nothing would let every gate pass that leaves nothing. */
    private static List<String> reports(YamlNode node) {
        List<String> globs = node.texts();
        for (String glob : globs) {
            if (glob.isBlank()
                    || glob.startsWith("#")
                    || List.of(glob.split("/", -1)).contains("..")) {
                throw node.error("'" + glob + "' is no glob of reports below the checkout; write one such as"
                        + " '**/target/surefire-reports/TEST-*.xml'.");
            }
        }
        if (globs.stream().allMatch(glob -> glob.startsWith("!"))) {
            throw node.error("this gate's reports name no file; write a glob such as"
                    + " '**/target/surefire-reports/TEST-*.xml', or leave 'reports' out.");
        }
        return globs;
    }

    private static YamlNode required(YamlNode item, Map<String, YamlNode> entries, String key) {
        return find(entries, key).orElseThrow(() -> item.error("this gate has no '" + key + "'."));
    }

    private static Duration duration(YamlNode node) {
        return DurationText.parse(node.text())
                .orElseThrow(() -> node.error("'" + node.text() + "' " + DurationText.EXPECTED));
    }

    private static double confidence(YamlNode node) {
        if (!node.text().matches("0(\\.[0-9]{1,6})?|1(\\.0{1,6})?")) {
            throw node.error("'" + node.text() + "' is no confidence; write a number from 0 to 1, such as 0.9.");
        }
        return Double.parseDouble(node.text());
    }

    private static Map<String, YamlNode> group(Map<String, YamlNode> top, String key, List<String> known) {
        return find(top, key).map(node -> node.mapping(known)).orElse(Map.of());
    }

    private static Optional<YamlNode> find(Map<String, YamlNode> entries, String key) {
        return Optional.ofNullable(entries.get(key));
    }
}

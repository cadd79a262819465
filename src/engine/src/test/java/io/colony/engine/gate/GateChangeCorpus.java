package io.colony.engine.gate;

import io.colony.engine.gate.PolicyGates.PolicyFinding;
import io.colony.engine.gate.PolicyGates.PolicySettings;
import io.colony.engine.git.BuildTexts;
import io.colony.engine.git.ChangeSet;
import io.colony.engine.git.ChangeSet.ChangedFile;
import io.colony.engine.git.ChangeSet.FileTexts;
import io.colony.engine.git.ChangeSet.Kind;
import io.colony.engine.git.ChangeSet.NameTwins;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Changes of one file in a repository with one gate: what a person is told of them. */
final class GateChangeCorpus {
    private static final Set<String> ABOUT_GATES = Set.of("protected-paths", "gate-definition");

    private GateChangeCorpus() {}

    /**
     * A change.
     *
     * @param base other files of the default branch, by path
     * @param before the changed file's text; empty for a new file
     * @param after empty for one that is removed
     * @param told a part of the reason; empty where nobody is told
     */
    record Sample(
            String command,
            Map<String, String> base,
            String path,
            Optional<String> before,
            Optional<String> after,
            String told) {
        @Override
        public String toString() {
            String kind = before.isEmpty() ? "adds" : after.isEmpty() ? "removes" : "edits";
            return "[" + command + "] " + kind + " " + path + (told.isEmpty() ? " unnoticed" : "");
        }

        Sample in(String otherPath, String text) {
            Map<String, String> more = new LinkedHashMap<>(base);
            more.put(otherPath, text);
            return new Sample(command, more, path, before, after, told);
        }
    }

    static Sample added(String command, String path, String text, String told) {
        return new Sample(command, Map.of(), path, Optional.empty(), Optional.of(text), told);
    }

    static Sample edited(String command, String path, String before, String after, String told) {
        return new Sample(command, Map.of(), path, Optional.of(before), Optional.of(after), told);
    }

    static Sample removed(String command, String path, String before, String told) {
        return new Sample(command, Map.of(), path, Optional.of(before), Optional.empty(), told);
    }

    /** What is said of the change by the rules about gates. */
    static List<String> reasons(Sample sample) {
        return findings(sample).stream()
                .filter(finding -> ABOUT_GATES.contains(finding.policy()))
                .map(PolicyFinding::reason)
                .toList();
    }

    /** What any rule says of it. */
    static List<PolicyFinding> findings(Sample sample) {
        List<GateDefinition> gates = List.of(new GateDefinition("check", sample.command(), Duration.ofMinutes(1)));
        PolicySettings settings = PolicySettings.DEFAULT
                .withProtected(GateScripts.patterns(gates))
                .withGateFiles(GateFiles.of(gates, path -> base(sample, path)));
        return new DefaultPolicyGates().evaluate(change(sample), diff(sample), settings);
    }

    private static Optional<String> base(Sample sample, String path) {
        return path.equals(sample.path())
                ? sample.before()
                : Optional.ofNullable(sample.base().get(path));
    }

    private static ChangeSet change(Sample sample) {
        Kind present = sample.before().isEmpty() ? Kind.ADDED : Kind.MODIFIED;
        Kind kind = sample.after().isEmpty() ? Kind.REMOVED : present;
        ChangedFile file = new ChangedFile(kind, sample.path(), Optional.empty(), "100644", 10, false);
        Map<String, FileTexts> texts = BuildTexts.areRead(sample.path())
                ? Map.of(sample.path(), new FileTexts(sample.before(), sample.after()))
                : Map.of();
        return new ChangeSet("a", "b", List.of(file), texts, NameTwins.NONE);
    }

    /** All lines out, all lines in, but for those that both begin with. */
    private static String diff(Sample sample) {
        List<String> before = sample.before().orElse("").lines().toList();
        List<String> after = sample.after().orElse("").lines().toList();
        int same = 0;
        while (same < Math.min(before.size(), after.size()) && before.get(same).equals(after.get(same))) {
            same++;
        }
        StringBuilder hunk = new StringBuilder();
        before.subList(0, same).forEach(line -> hunk.append(' ').append(line).append('\n'));
        before.subList(same, before.size())
                .forEach(line -> hunk.append('-').append(line).append('\n'));
        after.subList(same, after.size())
                .forEach(line -> hunk.append('+').append(line).append('\n'));
        return "--- a/" + sample.path() + "\n+++ b/" + sample.path() + "\n@@ -1," + before.size() + " +1,"
                + after.size() + " @@\n" + hunk;
    }
}

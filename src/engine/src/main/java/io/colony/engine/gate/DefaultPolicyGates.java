package io.colony.engine.gate;

import io.colony.engine.gate.UnifiedDiff.FileDiff;
import io.colony.engine.git.ChangeSet;
import io.colony.engine.git.ChangeSet.ChangedFile;
import io.colony.engine.git.ChangeSet.Kind;
import io.colony.engine.git.TrustedClone;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The policies that come with Colony: {@code protected-paths} (old and new name), {@code links} (symbolic links and
 * submodules), {@code case} (names that a file system may take for one another), {@code size}, {@code secrets} (in added
 * lines), {@code binary} (what cannot be scanned), {@code gate-definition} (what says what a gate runs), {@code test-integrity} (tests taken out, switched off or weakened,
 * checkers weakened or silenced), {@code dependencies} (new ones and other versions).
 */
public final class DefaultPolicyGates implements PolicyGates {
    private static final int MAX_SECRETS = 20;
    private static final String SYMBOLIC_LINK = "120000";
    private static final String SUBMODULE = "160000";
    private static final String SECRETS = "secrets";

    @Override
    public List<PolicyFinding> evaluate(ChangeSet change, String diff, PolicySettings settings) {
        Set<PolicyFinding> findings = new LinkedHashSet<>();
        PathGlobs protectedPaths = PathGlobs.of(settings.protectedPaths());
        for (ChangedFile file : change.files()) {
            names(file).forEach(name -> protectedPath(name, protectedPaths, findings));
            kind(file, findings);
            name(file.path(), findings);
        }
        sameNames(change, findings);
        twins(change, findings);
        size(change, settings, findings);
        List<FileDiff> diffs = UnifiedDiff.parse(diff);
        secrets(diff, diffs, findings);
        findings.addAll(GateChanges.findings(change, diffs, settings.gateFiles(), paths(findings)));
        findings.addAll(TestIntegrity.findings(change, diffs));
        findings.addAll(CheckerConfiguration.findings(change, diffs));
        findings.addAll(Dependencies.findings(change, diffs, settings.gateFiles()));
        return List.copyOf(findings);
    }

    @Override
    public List<PolicyFinding> secrets(String diff) {
        Set<PolicyFinding> findings = new LinkedHashSet<>();
        secrets(diff, UnifiedDiff.parse(diff), findings);
        return List.copyOf(findings);
    }

    /** Those of which a person is told by a rule for whole files. */
    private static Set<String> paths(Set<PolicyFinding> findings) {
        return findings.stream()
                .filter(finding -> finding.policy().equals("protected-paths"))
                .map(PolicyFinding::path)
                .collect(Collectors.toSet());
    }

    private static List<String> names(ChangedFile file) {
        List<String> names = new ArrayList<>(List.of(file.path()));
        if (file.kind() == Kind.RENAMED) {
            file.oldPath().ifPresent(names::add);
        }
        return names;
    }

    private static void protectedPath(String path, PathGlobs globs, Set<PolicyFinding> findings) {
        globs.match(path)
                .ifPresent(pattern -> findings.add(new PolicyFinding(
                        "protected-paths", path, path + " is protected by '" + pattern + "': a person decides.")));
    }

    private static void kind(ChangedFile file, Set<PolicyFinding> findings) {
        if (file.mode().equals(SYMBOLIC_LINK)) {
            findings.add(new PolicyFinding(
                    "links", file.path(), file.path() + " is a symbolic link: where it leads is for a person to see."));
        } else if (file.mode().equals(SUBMODULE)) {
            findings.add(new PolicyFinding(
                    "links", file.path(), file.path() + " is a submodule: what it brings is in another repository."));
        } else if (file.binary()) {
            findings.add(new PolicyFinding(
                    "binary", file.path(), file.path() + " is no text: it cannot be scanned or shown in a review."));
        }
    }

    private static void name(String path, Set<PolicyFinding> findings) {
        boolean odd = path.codePoints()
                .anyMatch(character -> character == 0xFFFD
                        || Character.isISOControl(character)
                        || Character.getType(character) == Character.FORMAT);
        if (odd) {
            findings.add(new PolicyFinding(
                    "names", path, "The name of this file has invisible characters, or is not UTF-8."));
        }
    }

    private static void sameNames(ChangeSet change, Set<PolicyFinding> findings) {
        List<ChangedFile> present = change.files().stream()
                .filter(file -> file.kind() != Kind.REMOVED)
                .toList();
        Set<String> folded = new LinkedHashSet<>();
        for (ChangedFile file : present) {
            if (!folded.add(PathGlobs.fold(file.path()))) {
                findings.add(new PolicyFinding(
                        "case",
                        file.path(),
                        file.path() + " and another file of the change have the same name where letter case does not"
                                + " count."));
            }
        }
    }

    private static void twins(ChangeSet change, Set<PolicyFinding> findings) {
        // Both may be in the change: then that has been told.
        Map<String, String> others = new TreeMap<>(change.twins().others());
        findings.stream()
                .filter(finding -> finding.policy().equals("case"))
                .forEach(told -> others.remove(told.path()));
        others.entrySet().forEach(twin -> {
            List<String> names = List.of(twin.getKey(), twin.getValue());
            findings.add(new PolicyFinding(
                    "case",
                    twin.getKey(),
                    "These are one name where letter case, composition and invisible characters do not count: "
                            + NamedSome.of(names) + "."));
        });
        if (!change.twins().complete()) {
            findings.add(new PolicyFinding(
                    "case", "", "The change has new names in so many directories that not all were compared."));
        }
    }

    private static void size(ChangeSet change, PolicySettings settings, Set<PolicyFinding> findings) {
        int files = change.files().size();
        if (files > settings.maxFiles()) {
            findings.add(new PolicyFinding(
                    "size", "", "The change touches " + files + " files; the limit is " + settings.maxFiles() + "."));
        }
        if (change.bytes() > settings.maxBytes()) {
            findings.add(new PolicyFinding(
                    "size",
                    "",
                    "The changed files have " + change.bytes() + " bytes; the limit is " + settings.maxBytes() + "."));
        }
    }

    private static void secrets(String diff, List<FileDiff> diffs, Set<PolicyFinding> findings) {
        int found = 0;
        for (FileDiff file : diffs) {
            for (UnifiedDiff.Line line : file.added()) {
                for (String kind : SecretScan.find(line.text())) {
                    found++;
                    if (found <= MAX_SECRETS) {
                        findings.add(new PolicyFinding(
                                SECRETS, file.path(), "Line " + line.number() + " looks like it holds " + kind + "."));
                    }
                }
            }
        }
        if (found > MAX_SECRETS) {
            findings.add(new PolicyFinding(
                    SECRETS, "", (found - MAX_SECRETS) + " more lines look like they hold a secret."));
        }
        if (diff.startsWith(TrustedClone.DIFF_CUT) || diff.contains("\n" + TrustedClone.DIFF_CUT)) {
            findings.add(new PolicyFinding(
                    SECRETS, "", "The diff is too long to be scanned as a whole: a person has to look at it."));
        }
    }
}

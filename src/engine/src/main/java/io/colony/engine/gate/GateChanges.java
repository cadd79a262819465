package io.colony.engine.gate;

import io.colony.engine.gate.PolicyGates.PolicyFinding;
import io.colony.engine.gate.UnifiedDiff.FileDiff;
import io.colony.engine.gate.Watched.Fact;
import io.colony.engine.git.ChangeSet;
import io.colony.engine.git.ChangeSet.ChangedFile;
import io.colony.engine.git.ChangeSet.FileTexts;
import io.colony.engine.git.ChangeSet.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Says where a change alters what a gate runs: files that its program reads, in whole or in the part that counts. */
final class GateChanges {
    /** The name of the policy. */
    static final String POLICY = "gate-definition";

    private final ChangeSet change;
    private final Map<String, FileDiff> diffs;
    /** The paths of the change that are there after it. */
    private final Set<String> present;

    private final List<Watch> watches = new ArrayList<>();
    private final List<PolicyFinding> findings = new ArrayList<>();

    private GateChanges(ChangeSet change, List<FileDiff> diffs, List<GateFile> files) {
        this.change = change;
        this.present = change.files().stream()
                .filter(file -> file.kind() != Kind.REMOVED)
                .map(ChangedFile::path)
                .collect(Collectors.toSet());
        this.diffs = diffs.stream().collect(Collectors.toMap(FileDiff::path, diff -> diff, (one, other) -> one));
        files.forEach(file -> watches.add(new Watch(file, PathGlobs.of(List.of(file.pattern())))));
    }

    private record Watch(GateFile file, PathGlobs globs) {}

    /**
     * What a person has to see, each path once.
     *
     * @param known paths of which a person is told anyway
     */
    static List<PolicyFinding> findings(
            ChangeSet change, List<FileDiff> diffs, List<GateFile> files, Set<String> known) {
        GateChanges changes = new GateChanges(change, diffs, files);
        for (ChangedFile file : change.files()) {
            Set<String> names = new LinkedHashSet<>(List.of(file.path()));
            if (file.kind() == Kind.RENAMED) {
                file.oldPath().ifPresent(names::add);
            }
            names.stream().filter(name -> !known.contains(name)).forEach(name -> changes.look(file, name));
        }
        return changes.findings;
    }

    private void look(ChangedFile file, String name) {
        String folded = PathGlobs.fold(name);
        Set<String> asked = new LinkedHashSet<>();
        for (Watch watch : watches) {
            GateFile gate = watch.file();
            boolean first = asked.add(gate.part() + "\0" + gate.pattern() + "\0" + gate.names());
            if (first && watch.globs().matchFolded(folded).isPresent()) {
                Optional<String> reason = reason(file, name, gate);
                if (reason.isPresent()) {
                    findings.add(new PolicyFinding(POLICY, name, reason.get()));
                    return;
                }
            }
        }
    }

    private Optional<String> reason(ChangedFile file, String name, GateFile gate) {
        String runs = "what the gate '" + gate.gate() + "' runs (" + gate.tool() + ")";
        return switch (gate.part()) {
            case WHOLE -> Optional.of(name + " says " + runs + ": a person decides.");
            case NEW ->
                appears(file, name)
                        ? Optional.of(name + " is new, and is taken for " + runs + ": a person decides.")
                        : Optional.empty();
            case SHADOW ->
                appears(file, name) && PythonModules.isOne(PathGlobs.fold(name))
                        ? Optional.of(name + " has the name of a module that the gate '" + gate.gate() + "' runs with ("
                                + gate.tool() + "), and is taken in its place: a person decides.")
                        : Optional.empty();
            case GO_SETUP ->
                changes(file, name, GoTestSetup::isChanged, TestFiles::isGoTest)
                        ? Optional.of(name + " changes TestMain or init, which run around the tests of the gate '"
                                + gate.gate() + "': a person decides.")
                        : Optional.empty();
            case JVM_PACKAGE ->
                changes(file, name, JvmPackages::entersLibrary, JvmPackages::isSource)
                        ? Optional.of(
                                name + " may be of a package of a test library, and is taken in its place by the gate '"
                                        + gate.gate() + "' (" + gate.tool() + "): a person decides.")
                        : Optional.empty();
            case REQUIREMENTS -> Optional.empty();
            default ->
                compared(file, name, gate).map(what -> name + " changes " + runs + ": " + what + ". A person decides.");
        };
    }

    /** By its diff; of a file that only now gets a name that is looked at, the diff does not show all. */
    private boolean changes(ChangedFile file, String name, Predicate<FileDiff> shown, Predicate<String> lookedAt) {
        boolean becomes = name.equals(file.path())
                && appears(file, name)
                && file.oldPath().filter(old -> !lookedAt.test(old)).isPresent();
        return becomes
                || Optional.ofNullable(diffs.get(file.path())).filter(shown).isPresent();
    }

    private static boolean appears(ChangedFile file, String name) {
        return name.equals(file.path()) && file.kind() != Kind.MODIFIED && file.kind() != Kind.REMOVED;
    }

    /** What of a file's part differs; empty for nothing. */
    private Optional<String> compared(ChangedFile file, String name, GateFile gate) {
        FileTexts texts = change.texts().get(file.path());
        if (texts == null) {
            return Optional.of("it cannot be read as a whole");
        }
        boolean renamed = file.kind() == Kind.RENAMED;
        Optional<String> before = renamed && name.equals(file.path()) ? Optional.empty() : texts.before();
        Optional<String> after = renamed && !name.equals(file.path()) ? Optional.empty() : texts.after();
        Optional<List<Fact>> was = facts(before, gate);
        Optional<List<Fact>> is = facts(after, gate);
        if (was.isEmpty() || is.isEmpty()) {
            return before.equals(after) ? Optional.empty() : Optional.of("it is not in the form that it should have");
        }
        // A module more takes nothing from a gate, where its POM is looked at as well; one less does.
        List<Fact> modules = was.get().stream().filter(GateChanges::isModule).toList();
        boolean grows = is.get().containsAll(modules)
                && is.get().stream()
                        .filter(fact -> isModule(fact) && !modules.contains(fact))
                        .allMatch(fact -> comesWithPom(name, fact));
        return grows ? different(withoutModules(was.get()), withoutModules(is.get())) : different(was.get(), is.get());
    }

    private static Optional<List<Fact>> facts(Optional<String> text, GateFile gate) {
        return text.isEmpty() ? Optional.of(List.of()) : gate.part().facts(text.get(), gate.names());
    }

    private static List<Fact> withoutModules(List<Fact> facts) {
        return facts.stream().filter(fact -> !isModule(fact)).toList();
    }

    private static boolean isModule(Fact fact) {
        return fact.name().equals("modules/module");
    }

    /** Whether the change adds the module's {@code pom.xml}: the name may as well be that of a POM called otherwise. */
    private boolean comesWithPom(String path, Fact module) {
        String directory =
                module.text().substring(module.text().indexOf('=') + 1).strip();
        return RepositoryPlace.ROOT
                .resolve(path)
                .resolve("..")
                .resolve(directory)
                .file("pom.xml")
                .filter(present::contains)
                .isPresent();
    }

    private static Optional<String> different(List<Fact> before, List<Fact> after) {
        if (before.equals(after)) {
            return Optional.empty();
        }
        Set<String> names = new LinkedHashSet<>();
        Set<String> gone = new HashSet<>(LineBag.without(texts(before), texts(after)));
        Set<String> news = new HashSet<>(LineBag.without(texts(after), texts(before)));
        before.stream()
                .filter(fact -> gone.contains(fact.text()))
                .map(Fact::name)
                .forEach(names::add);
        after.stream()
                .filter(fact -> news.contains(fact.text()))
                .map(Fact::name)
                .forEach(names::add);
        return Optional.of(names.isEmpty() ? "the order of its lines" : NamedSome.of(names));
    }

    private static List<String> texts(List<Fact> facts) {
        return facts.stream().map(Fact::text).toList();
    }
}

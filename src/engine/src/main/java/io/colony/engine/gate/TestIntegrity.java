package io.colony.engine.gate;

import io.colony.engine.gate.PolicyGates.PolicyFinding;
import io.colony.engine.gate.UnifiedDiff.FileDiff;
import io.colony.engine.git.ChangeSet;
import io.colony.engine.git.ChangeSet.ChangedFile;
import io.colony.engine.git.ChangeSet.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sees in a diff whether tests were taken out, switched off or made to say less. It reads marks of the usual test
 * frameworks line by line: what it finds is for a person to judge, and what is only moved or renamed is not found.
 */
final class TestIntegrity {
    /** The name of the policy. */
    static final String POLICY = "test-integrity";

    private final List<TestFileChange> files;
    private final List<PolicyFinding> findings = new ArrayList<>();
    /** What was added in one file and may stand for what is missing in another; each for one. */
    private final LineBag freeNames = new LineBag();

    /** The same for files in the layout of builds for the JVM, which compile nothing that lies elsewhere. */
    private final LineBag freeJvmNames = new LineBag();

    private final LineBag freeAssertions = new LineBag();
    private final LineBag freeSkips = new LineBag();

    private TestIntegrity(List<TestFileChange> files) {
        this.files = files;
        for (TestFileChange file : files) {
            if (file.tests() > 0 && !TestFiles.isOutOfSight(file.file().newPath())) {
                names(file.file().newPath()).addAll(file.addedNames());
            }
            if (file.assertions() > 0) {
                freeAssertions.addAll(file.addedAssertions());
            }
            if (file.lostTests() > 0) {
                freeSkips.addAll(file.removedSkips());
            }
        }
    }

    private LineBag names(String path) {
        return TestFiles.isInJvmLayout(path) ? freeJvmNames : freeNames;
    }

    static List<PolicyFinding> findings(ChangeSet change, List<FileDiff> diffs) {
        TestIntegrity integrity = new TestIntegrity(
                diffs.stream().map(TestFileChange::of).flatMap(Optional::stream).toList());
        change.files().forEach(integrity::renamed);
        integrity.files.forEach(integrity::judge);
        return integrity.findings;
    }

    /** A file that test runners looked for and that has a name now by which they do not. */
    private void renamed(ChangedFile file) {
        Optional<String> before = file.oldPath().filter(path -> file.kind() == Kind.RENAMED);
        if (before.isPresent() && TestFiles.isLost(before.get(), file.path())) {
            add(
                    file.path(),
                    before.get() + " becomes " + file.path()
                            + ", a name or place by which test runners do not find it.");
        }
    }

    private void judge(TestFileChange file) {
        String path = file.file().path();
        boolean told = lost(file, path);
        List<String> skips =
                file.skips().stream().filter(line -> !freeSkips.take(line)).toList();
        if (!skips.isEmpty()) {
            add(path, path + " switches tests off, or runs only some: " + NamedSome.of(skips) + ".");
        }
        if (!told) {
            lessAsserted(file, path);
        }
        if (file.weakened() > 0) {
            add(
                    path,
                    path + " asserts less than before: " + file.weakened()
                            + " of its checks now only see that there is something.");
        }
        if (!file.empty().isEmpty()) {
            add(path, path + " has checks that hold whatever the program does: " + NamedSome.of(file.empty()) + ".");
        }
    }

    private boolean lost(TestFileChange file, String path) {
        int lost = file.lostTests();
        List<String> gone = new ArrayList<>();
        for (String name : file.removedNames()) {
            if (lost > 0 && names(path).take(name)) {
                lost--;
            } else {
                gone.add(name);
            }
        }
        if (lost == 0) {
            return false;
        }
        String names = gone.isEmpty() ? "" : ": " + NamedSome.of(gone);
        String tests = lost + (lost == 1 ? " test" : " tests");
        add(
                path,
                file.file().newPath().isEmpty()
                        ? path + " is deleted, and " + tests + " with it" + names + "."
                        : path + " has " + tests + " less than before" + names + ".");
        return true;
    }

    private void lessAsserted(TestFileChange file, String path) {
        int lost = -file.assertions();
        for (String line : file.removedAssertions()) {
            if (lost > 0 && freeAssertions.take(line)) {
                lost -= file.weight(line);
            }
        }
        if (lost > 0) {
            add(path, path + " asserts less than before: " + lost + (lost == 1 ? " check" : " checks") + " fewer.");
        }
    }

    private void add(String path, String reason) {
        findings.add(new PolicyFinding(POLICY, path, reason));
    }
}

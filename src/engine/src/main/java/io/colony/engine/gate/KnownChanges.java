package io.colony.engine.gate;

import io.colony.engine.gate.PolicyGates.PolicySettings;
import io.colony.engine.git.ChangeSet;
import io.colony.engine.git.ChangeSet.ChangedFile;
import io.colony.engine.git.ChangeSet.Kind;
import io.colony.engine.git.ChangeSet.NameTwins;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes of which it is known what policies must say: what {@link GateSelfTest} gives them. */
final class KnownChanges {
    private static final String FILE = "100644";
    private static final String NO_FILE = "000000";
    private static final String TEST = "src/test/java/a/SumTest.java";
    /** Put together here, so that no scanner takes this file for a leak. */
    private static final String TOKEN = "ghp_" + "q7Xv2Lk9Tz4Wm8Rb1Yn6Hc3Jd5Gf0PsAabcd";

    private KnownChanges() {}

    /**
     * A change.
     *
     * @param policy that must stop it; empty where none may
     */
    record Known(String name, Optional<String> policy, ChangeSet change, String diff, PolicySettings settings) {}

    static List<Known> all() {
        return List.of(
                good(),
                bad("a change of a workflow", "protected-paths", file(Kind.MODIFIED, ".GitHub/workflows/ci.yml"), ""),
                bad("a lock file that goes", "protected-paths", file(Kind.REMOVED, "sub/package-lock.json"), ""),
                bad("a rename of instructions for agents", "protected-paths", renamed("CLAUDE.md", "notes.md"), ""),
                bad("a symbolic link", "links", of(Kind.ADDED, "docs", "120000", false), ""),
                bad("a submodule", "links", of(Kind.ADDED, "lib", "160000", false), ""),
                bad("a file that nobody can read", "binary", of(Kind.ADDED, "a.bin", FILE, true), ""),
                bad("a name with an invisible character", "names", file(Kind.ADDED, "a\u200bb.txt"), ""),
                gate("a makefile beside the gate's own", "make test", "GNUmakefile"),
                gate("a module in the test runner's place", "python3 -m unittest", "unittest.py"),
                new Known(
                        "a name that differs from one of the repository in letter case",
                        Optional.of("case"),
                        new ChangeSet(
                                "0".repeat(40),
                                "1".repeat(40),
                                List.of(file(Kind.ADDED, "read.TXT")),
                                Map.of(),
                                new NameTwins(Map.of("read.TXT", "Read.txt"), true)),
                        "",
                        PolicySettings.DEFAULT),
                new Known(
                        "two names that differ in letter case",
                        Optional.of("case"),
                        change(file(Kind.ADDED, "Read.txt"), file(Kind.ADDED, "read.TXT")),
                        "",
                        PolicySettings.DEFAULT),
                limited("too many files", new PolicySettings(List.of(), 0, 1_000)),
                limited("too many bytes", new PolicySettings(List.of(), 10, 1)),
                bad("a secret", "secrets", file(Kind.MODIFIED, "a.py"), diff("a.py", "", "+token = '" + TOKEN + "'\n")),
                test(
                        "a test that is taken out",
                        "-    @Test\n-    void adds() {\n-        assertEquals(3, sum(1, 2));\n-    }\n"),
                test("a test that is switched off", "+    @Disabled\n     @Test\n"),
                test("a check that goes", "-        assertEquals(3, sum(1, 2));\n"),
                test(
                        "a check that says less",
                        "-        assertEquals(3, sum(1, 2));\n+        assertNotNull(sum(1, 2));\n"),
                bad("a test file that is deleted", "test-integrity", of(Kind.REMOVED, TEST, NO_FILE, false), deleted()),
                bad(
                        "a checker that is told to look away",
                        "test-integrity",
                        file(Kind.MODIFIED, "a.js"),
                        diff("a.js", "", "+x() // eslint-disable-line\n")),
                bad(
                        "a build that skips tests",
                        "test-integrity",
                        file(Kind.MODIFIED, "pom.xml"),
                        diff("pom.xml", "", "+<skipTests>true</skipTests>\n")),
                bad("configuration of a checker", "test-integrity", file(Kind.MODIFIED, "ruff.toml"), ""),
                bad(
                        "a new dependency",
                        "dependencies",
                        file(Kind.MODIFIED, "requirements.txt"),
                        diff("requirements.txt", "", "+left-pad==1.0\n")));
    }

    private static Known good() {
        String code = diff("src/main/java/a/Sum.java", "", "-    return a - b;\n+    return a + b;\n");
        String test = diff(TEST, "", "+    @Test\n+    void adds() {\n+        assertEquals(3, sum(1, 2));\n+    }\n");
        return new Known(
                "an ordinary change with a test",
                Optional.empty(),
                change(file(Kind.MODIFIED, "src/main/java/a/Sum.java"), file(Kind.MODIFIED, TEST)),
                code + test,
                PolicySettings.DEFAULT);
    }

    private static Known bad(String name, String policy, ChangedFile file, String diff) {
        return new Known(name, Optional.of(policy), change(file), diff, PolicySettings.DEFAULT);
    }

    private static Known gate(String name, String command, String path) {
        List<GateDefinition> gates = List.of(new GateDefinition("check", command, Duration.ofMinutes(1)));
        return new Known(
                name,
                Optional.of(GateChanges.POLICY),
                change(file(Kind.ADDED, path)),
                "",
                PolicySettings.DEFAULT.withGateFiles(GateFiles.of(gates, file -> Optional.empty())));
    }

    private static Known test(String name, String lines) {
        return bad(name, "test-integrity", file(Kind.MODIFIED, TEST), diff(TEST, "", lines));
    }

    private static Known limited(String name, PolicySettings settings) {
        return new Known(name, Optional.of("size"), change(file(Kind.ADDED, "a.txt")), "", settings);
    }

    private static String deleted() {
        return diff(
                TEST, "/dev/null", "-    @Test\n-    void adds() {\n-        assertEquals(3, sum(1, 2));\n-    }\n");
    }

    private static ChangeSet change(ChangedFile... files) {
        return new ChangeSet("0".repeat(40), "1".repeat(40), List.of(files));
    }

    private static ChangedFile file(Kind kind, String path) {
        return of(kind, path, kind == Kind.REMOVED ? NO_FILE : FILE, false);
    }

    private static ChangedFile of(Kind kind, String path, String mode, boolean binary) {
        return new ChangedFile(kind, path, Optional.empty(), mode, 10, binary);
    }

    private static ChangedFile renamed(String from, String to) {
        return new ChangedFile(Kind.RENAMED, to, Optional.of(from), FILE, 10, false);
    }

    /** One hunk of a file's diff. */
    private static String diff(String path, String newName, String lines) {
        long removed = lines.lines().filter(line -> !line.startsWith("+")).count();
        long added = lines.lines().filter(line -> !line.startsWith("-")).count();
        return "--- a/" + path + "\n+++ " + (newName.isEmpty() ? "b/" + path : newName) + "\n@@ -1," + removed + " +1,"
                + added + " @@\n" + lines;
    }
}

package io.colony.engine.gate;

import static io.colony.engine.gate.GateChangeCorpus.added;
import static io.colony.engine.gate.GateChangeCorpus.edited;
import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.gate.GateChangeCorpus.Sample;
import io.colony.engine.gate.PolicyGates.PolicyFinding;
import io.colony.engine.gate.PolicyGates.PolicySettings;
import io.colony.engine.git.ChangeSet;
import io.colony.engine.git.ChangeSet.ChangedFile;
import io.colony.engine.git.ChangeSet.FileTexts;
import io.colony.engine.git.ChangeSet.Kind;
import io.colony.engine.git.ChangeSet.NameTwins;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes that decide what a gate says from where nobody looks for it. */
final class HiddenDefinitionsTest {
    private static final String POM = "<project><modules><module>one</module></modules></project>";
    private static final String MORE = POM.replace("</modules>", "<module>two</module></modules>");

    static Stream<Sample> attacks() {
        return Stream.of(sources(), goTests(), node(), python(), otherReadings(), others())
                .flatMap(List::stream);
    }

    /** Compilers take the package from the source, not from its directory. */
    private static List<Sample> sources() {
        String path = "src/test/java/com/acme/Assertions.java";
        return List.of(
                added("mvn verify", path, "package org.junit.jupiter.api;\n\nclass A {}\n", "test library"),
                added("mvn verify", path, "/* ' */ package/**/org . // x\n junit.jupiter;\n", "test library"),
                added("mvn verify", path, "p\\u0061ckage org.junit.jupiter.api;\n", "test library"),
                added("mvn verify", path, "/*\n * x */ package org.assertj.core.api;\n", "test library"),
                added(
                        "gradle check",
                        "src/test/kotlin/A.kt",
                        "@file:JvmName(\"//\")\npackage `org`.junit\n",
                        "library"),
                added("sbt test", "src/test/scala/A.scala", "package org\npackage scalatest\n", "test library"),
                edited("mvn verify", path, "package com.acme;\n", "package org.hamcrest;\n", "test library"));
    }

    private static List<Sample> goTests() {
        return List.of(
                added("go test ./...", "a/b_test.go", "package a\n func TestMain(m *testing.M) {}\n", "TestMain"),
                added("go test ./...", "a/b_test.go", "package a; func init() { quit() }\n", "TestMain"),
                added(
                        "go test ./...",
                        "a/b_test.go",
                        "package a\n/**/func/**/TestMain/**/(m *testing.M) {}\n",
                        "TestMain"),
                added("go test ./...", "a/b_test.go", "package a\nfunc\nTestMain(m *testing.M) {}\n", "TestMain"));
    }

    private static List<Sample> node() {
        return List.of(
                added(
                        "npm ci && npm test",
                        "packages/a/package.json",
                        "{\"scripts\": {\"postinstall\": \"x\"}}",
                        "postinstall"),
                edited("npm test", "apps/a/project.json", "{}", "{ }", "(nx)")
                        .in("package.json", "{\"scripts\": {\"test\": \"nx test\"}}"),
                added("npm test", "patches/jest+29.0.0.patch", "x\n", "(npm)"));
    }

    private static List<Sample> python() {
        return List.of(
                added("python -m pytest", "evil-1.0.dist-info/entry_points.txt", "[pytest11]\na = b\n", "(python)"),
                added("pytest", "src/evil.egg-info/entry_points.txt", "[pytest11]\na = b\n", "(pytest)"),
                edited("tox", "tox.toml", "a = 1\n", "a = 2\n", "(tox)"),
                edited("hatch test", "hatch.toml", "a = 1\n", "a = 2\n", "(hatch)"),
                edited("inv check", "tasks.py", "a\n", "b\n", "(inv)"),
                edited("doit check", "dodo.py", "a\n", "b\n", "(doit)"),
                edited("behave", "features/environment.py", "a\n", "b\n", "(behave)"),
                added("pytest", "tests/unit/hypothesis.py", "x\n", "name of a module"),
                added("pytest", "tests/hypothesis/__init__.py", "x\n", "name of a module"));
    }

    /** What hides a line's code from one reader and not from the program that runs it. */
    private static List<Sample> otherReadings() {
        String hidden = "description = \"it'\\u000A//\"; tasks.test { exclude(\"**\") }\n";
        return List.of(
                edited("gradle check", "build.gradle.kts", "description = \"a\"\n", hidden, "(gradle)"),
                edited("gradle check", "build.gradle", "// a\n", "// a\\u000atest { exclude '**' }\n", "(gradle)"),
                edited(
                        "gradle check",
                        "build.gradle",
                        "/*\n */\n",
                        "/*\n// */ test { exclude '**' }/*\n */\n",
                        "(gradle)"),
                edited("sbt test", "build.sbt", "name := \"a\"\n", "name := \"a\\u000A//\" + exit(0)\n", "(sbt)"),
                edited("bundle exec rspec", "Gemfile", "gem 'a'\n", "gem \"a\\\"\n#\"; exit 0\n", "(bundle)"),
                edited("pytest", "setup.py", "\"\"\"\na\n\"\"\"\n", "\"\"\"\n# \"\"\"; exit(0)\n\"\"\"\n", "(pytest)"),
                edited("mix test", "mix.exs", "\"\"\"\na\n\"\"\"\n", "\"\"\"\na\n#{System.halt(0)}\n\"\"\"\n", "(mix)"),
                added("gradle check", "A.kt", "@file:JvmName(\"\\u000a//\") package org.junit\n", "library"),
                added("gradle check", "A.kt", "@file:JvmName(\"\u2028//\") package org.junit\n", "library"),
                added("go test ./...", "b_test.go", "package a; var s = \"\u2028//\"; func init() {}\n", "init"));
    }

    private static List<Sample> others() {
        return List.of(
                edited(
                        "mvn verify",
                        "pom.xml",
                        POM,
                        POM.replace("</modules>", "<module>x.xml</module></modules>"),
                        "module"),
                edited(
                        "mvn verify",
                        "pom.xml",
                        POM,
                        POM.replace("</modules>", "<module>notes</module></modules>"),
                        "module"),
                edited("mvn verify", "plugin/pom-central.xml", "a\n", "b\n", "(mvn)")
                        .in("pom.xml", "<module>plugin/pom-central.xml</module>"),
                edited("mvn verify", "build/parent.xml", "a\n", "b\n", "(mvn)")
                        .in("pom.xml", "<module>sub</module>")
                        .in("sub/pom.xml", "<parent><relativePath>../build/parent.xml</relativePath></parent>"),
                added("mvn verify", "src/test/resources/cucumber.properties", "x\n", "(mvn)"),
                added(
                        "mvn verify",
                        "src/test/resources/META-INF/services/org.assertj.core.configuration.Configuration",
                        "x\n",
                        "(mvn)"),
                added("dotnet test", "Directory.Build.rsp", "-p:IsTestProject=false\n", "(dotnet)"),
                added("bazel test //...", "tools/bazel", "exit 0\n", "(bazel)"),
                added("make test", ".mergify.yml", "x\n", "protected"),
                edited("make test", "ci/build/action.yml", "a\n", "b\n", "protected"),
                added("make test", ".teamcity/settings.kts", "x\n", "protected"),
                added("sbt test", ".sbtopts", "x\n", "(sbt)"));
    }

    static List<Sample> honest() {
        return List.of(
                edited("gradle check", "build.gradle", "description = 'K'\n", "description = 'K\\u00e4se'\n", ""),
                edited("gradle check", "build.gradle", "a\n", "a\n// it's for all\n", ""),
                added(
                        "mvn verify",
                        "src/test/java/com/acme/ATest.java",
                        "package com.acme;\n\nimport org.junit.Test;\n",
                        ""),
                added("mvn verify", "src/A.java", "/**\n * See package org.junit.jupiter.api.\n */\npackage a;\n", ""),
                added(
                        "go test ./...",
                        "a/b_test.go",
                        "package a\n\n// func init() is not needed here.\nfunc TestB() {}\n",
                        ""),
                added("npm ci && npm test", "packages/a/package.json", "{\"scripts\": {\"build\": \"x\"}}", ""),
                added("pytest", "tests/email/__init__.py", "", ""),
                added("pytest", "tests/unit/test_cart.py", "x\n", ""),
                edited("pytest", "src/app/tasks.py", "a\n", "b\n", ""));
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void areForAPerson(Sample sample) {
        assertThat(GateChangeCorpus.reasons(sample))
                .hasSize(1)
                .allSatisfy(reason -> assertThat(reason).contains(sample.told()).endsWith("."));
    }

    @ParameterizedTest
    @MethodSource("honest")
    void whatLooksAlikeIsNot(Sample sample) {
        assertThat(GateChangeCorpus.reasons(sample)).isEmpty();
    }

    private static List<PolicyFinding> findings(String command, ChangeSet change, String diff) {
        List<GateDefinition> gates = List.of(new GateDefinition("check", command, Duration.ofMinutes(1)));
        PolicySettings settings = PolicySettings.DEFAULT.withGateFiles(GateFiles.of(gates, path -> Optional.empty()));
        return new DefaultPolicyGates().evaluate(change, diff, settings);
    }

    private static ChangedFile file(Kind kind, Optional<String> old, String path) {
        return new ChangedFile(kind, path, old, "100644", 10, false);
    }

    /** Git writes such a name in quotes, with backslashes. */
    @Test
    void aNameThatGitQuotesIsTheSameFile() {
        ChangeSet change = new ChangeSet("a", "b", List.of(file(Kind.ADDED, Optional.empty(), "a/x\"\ty_test.go")));
        String diff =
                "--- /dev/null\n+++ \"b/a/x\\\"\\ty_test.go\"\n@@ -0,0 +1,1 @@\n+func TestMain(m *testing.M) {}\n";

        assertThat(findings("go test ./...", change, diff))
                .extracting(PolicyFinding::policy)
                .contains("gate-definition");
    }

    /** Nothing of it is in the diff. */
    @ParameterizedTest
    @ValueSource(strings = {"setup_test.go", "src/test/java/Assertions.java"})
    void aFileThatOnlyNowGetsANameThatIsLookedAt(String path) {
        ChangeSet change = new ChangeSet("a", "b", List.of(file(Kind.RENAMED, Optional.of("notes.txt"), path)));

        assertThat(findings("go test ./... && mvn verify", change, ""))
                .extracting(PolicyFinding::policy)
                .containsExactly("gate-definition");
    }

    @Test
    void aModuleThatComesWithItsPomTakesNothing() {
        ChangeSet change = new ChangeSet(
                "a",
                "b",
                List.of(
                        file(Kind.MODIFIED, Optional.empty(), "sub/pom.xml"),
                        file(Kind.ADDED, Optional.empty(), "sub/two/pom.xml")),
                Map.of(
                        "sub/pom.xml", new FileTexts(Optional.of(POM), Optional.of(MORE)),
                        "sub/two/pom.xml", new FileTexts(Optional.empty(), Optional.of("<project/>"))),
                NameTwins.NONE);

        assertThat(findings("mvn verify", change, "")).isEmpty();
    }

    @Test
    void aVersionIsOneHoweverItsPropertyIsWritten() {
        String diff = """
                --- a/pom.xml
                +++ b/pom.xml
                @@ -9,1 +9,1 @@
                -<junitVersion>5.1</junitVersion>
                +<junitVersion>5.0-evil</junitVersion>
                """;
        ChangeSet change = new ChangeSet("a", "b", List.of(file(Kind.MODIFIED, Optional.empty(), "pom.xml")));

        assertThat(findings("make", change, diff))
                .extracting(PolicyFinding::policy)
                .containsExactly("dependencies");
    }
}

package io.colony.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.colony.engine.gate.PolicyGates.PolicyFinding;
import io.colony.engine.gate.PolicyGates.PolicySettings;
import io.colony.engine.git.ChangeSet;
import io.colony.engine.git.ChangeSet.ChangedFile;
import io.colony.engine.git.ChangeSet.Kind;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HostileDiffTest {
    /** As much as is read of a change under review. */
    private static final int BYTES = 400_000;

    private static List<PolicyFinding> findings(String path, String lines) {
        long count = lines.lines().count();
        String diff = "--- a/" + path + "\n+++ b/" + path + "\n@@ -0,0 +1," + count + " @@\n" + lines;
        ChangedFile file = new ChangedFile(Kind.MODIFIED, path, Optional.empty(), "100644", 10, false);
        return new DefaultPolicyGates().evaluate(new ChangeSet("a", "b", List.of(file)), diff, PolicySettings.DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"src/test/java/ATest.java", "a.test.js", "tests/test_a.py", "a_test.exs", "a.bats"})
    void manyBlankLinesAreReadInTime(String path) {
        String lines = "+\n".repeat(BYTES);

        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> findings(path, lines));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "src/test/java/ATest.java | `assertThat(`",
                "src/test/java/ATest.java | `assertThat(a).isEqualTo(`",
                "src/test/java/ATest.java | `.isEqualTo(a)`",
                "src/test/java/ATest.java | `assertThat().<`",
                "src/test/java/ATest.java | `assertThat().<a>`",
                "src/test/java/ATest.java | `.assertThat()`",
                "src/test/java/ATest.java | `@Test void a() { fail(\"`",
                "src/test/java/ATest.java | `@[`",
                "src/test/java/ATest.java | `@a.`",
                "src/test/java/ATest.java | `/* `",
                "src/test/java/ATest.java | `/**/*/`",
                "src/test/java/ATest.java | `*/ /* `",
                "src/test/java/ATest.java | `'\\`",
                "src/test/kotlin/ATest.kt | `package/*`",
                "src/test/kotlin/ATest.kt | `package a;`",
                "a_test.go                | `func/*`",
                "a_test.go                | `= ``/*`",
                "a.test.js                | `(/[`",
                "a.test.js                | `= /a/ ${`",
                "src/test/java/ATest.java | `= \"\"\"/*`",
                "src/test/java/ATest.java | `\\u0040`",
                "src/test/java/ATest.java | `\\`",
                "src/test/java/ATest.java | `import Ignore `",
                "src/test/java/ATest.java | `\r`",
                "a.test.js                | `it.a`",
                "a.test.js                | `.a`",
                "a.test.js                | `it['a']`",
                "a.test.js                | `it [`",
                "a.test.js                | `{skip `",
                "a.test.js                | `it )? .`",
                "a.test.js                | `'skip' `",
                "tests/test_a.py          | `assert a `",
                "tests/test_a.py          | `except `",
                "tests/test_a.py          | `except: `",
                "tests/test_a.py          | `suppress(`",
                "tests/test_a.py          | `import `",
                "tests/test_a.py          | `raise a.`",
                "src/test/java/ATest.java | `catch (Throwable `",
                "src/test/java/ATest.java | `abstract `",
                "a.test.js                | `try { expect(a) } catch {`",
                "a.test.js                | `{exit `",
                "a.test.js                | `then(process.`",
                "spec/a_spec.rb           | `exit `",
                "wanted.txt               | `a==1,`",
                "wanted.txt               | `a/`",
                "go.mod                   | `a => `",
                "src/a.rs                 | `#[a::`",
                "src/a.rs                 | `a::`",
                "ATests.cs                | `[a, `",
                "Makefile                 | `test `",
                "Makefile                 | `test || `",
                "pom.xml                  | `<version>`",
                "pom.xml                  | `<a-version> `",
                "package.json             | `\"a\": `",
                "requirements.txt         | `= `",
                "requirements.txt         | `a=   `",
                "requirements.txt         | `--hash=`",
                "setup.cfg                | `a=`",
                "setup.cfg                | `  a[`",
                "setup.py                 | `a='`",
                "setup.py                 | `requires=['a',`",
                "mix.exs                  | `[{:a, `",
                "pom.xml                  | `<!-- -`",
                "pom.xml                  | ` `",
                "a.csproj                 | ` `",
                "go.mod                   | `a.`",
                "build.gradle             | `version`",
                "pyproject.toml           | ` `",
                "pyproject.toml           | `[a`",
                "pyproject.toml           | `ignore lint.`",
                "build.gradle             | `implementation(`",
                "Gemfile                  | `gem '`",
                "Package.swift            | `.package(url: `",
                "build.sbt                | `\"a\" % `"
            })
    void aLongLineIsReadInTime(String path, String text) {
        String line = text.repeat(BYTES / text.length());

        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            findings(path, "+" + line + "\n");
            findings(path, "+it" + line + "\n");
            findings(path, "+<a>" + line + "*/\n");
            findings(path, "+if " + line + "\n");
            findings(path, ("+" + text + "\n").repeat(BYTES / (text.length() + 2)));
        });
    }

    /** As long as names and paths may be that are let in: {@code TreeGrowth}. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "it",
                "a",
                ".",
                "-",
                "_",
                ".test",
                "Test",
                "spec.",
                "src ",
                "test_a",
                "a.b-c_",
                "[",
                "conftest",
                " ",
                "\u200b",
                "\u0130"
            })
    void aLongPathIsReadInTime(String text) {
        String name = text.repeat(255 / text.length());
        String deep = String.join("/", Collections.nCopies(4_095 / (name.length() + 1), name));
        String shallow = text.replace(" ", "/") + "/";

        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            for (String start : List.of("", "src/", "src/test/java/")) {
                for (String end : List.of("", ".java", ".js", ".py", "/java/", "/package.json")) {
                    findings(start + deep + end, "+a\n");
                    findings(start + shallow.repeat(4_095 / shallow.length()) + end, "+a\n");
                }
            }
        });
    }

    @Test
    void whatStandsFarOutOnALineIsSeen() {
        assertThat(findings("Makefile", "+" + " ".repeat(30_000) + "pytest || true\n"))
                .hasSize(1);
        assertThat(findings("package.json", "+{" + "\"a\": {}, ".repeat(3_000) + "\"evil\": \"1.0\"}\n"))
                .hasSize(1);
    }
}

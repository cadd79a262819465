package io.colony.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.colony.engine.gate.PolicyGates.PolicyFinding;
import io.colony.engine.gate.PolicyGates.PolicySettings;
import io.colony.engine.git.ChangeSet;
import io.colony.engine.git.ChangeSet.ChangedFile;
import io.colony.engine.git.ChangeSet.Kind;
import io.colony.engine.git.TrustedClone;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DefaultPolicyGatesTest {
    private static final String TOKEN = "ghp_" + "q7Xv2Lk9Tz4Wm8Rb1Yn6Hc3Jd5Gf0PsAabcd";

    private static ChangedFile file(Kind kind, String path, String mode) {
        return new ChangedFile(kind, path, Optional.empty(), mode, 10, false);
    }

    private static List<PolicyFinding> evaluate(String diff, ChangedFile... files) {
        ChangeSet change = new ChangeSet("a", "b", List.of(files));
        return new DefaultPolicyGates().evaluate(change, diff, PolicySettings.DEFAULT);
    }

    @Test
    void letsAnOrdinaryChangeThrough() {
        assertThat(evaluate(
                        "diff --git a/a.txt b/a.txt\n--- a/a.txt\n+++ b/a.txt\n@@ -1 +1 @@\n-x\n+y\n",
                        file(Kind.MODIFIED, "a.txt", "100644"),
                        file(Kind.ADDED, "src/B.java", "100755")))
                .isEmpty();
    }

    @Test
    void protectsPathsWhateverHappensToThem() {
        for (String path : List.of(
                ".github/workflows/ci.yml",
                ".GITHUB/workflows/ci.yml",
                "Jenkinsfile",
                "jenkinsfile",
                "sub/package-lock.json",
                "docs/CODEOWNERS",
                "sub/agents.md",
                "x/.claude/settings.json",
                ".colony/config.yaml",
                "colony.yaml",
                "tools/Colony.YAML",
                ".gitmodules",
                "sub/.gitattributes",
                "gradle/wrapper/gradle-wrapper.jar",
                "gradle/wrapper/gradle-wrapper.properties",
                ".mvn/wrapper/maven-wrapper.properties",
                "sub/mvnw",
                "gradlew.bat",
                "uv.lock",
                "sub/Gemfile.lock",
                "composer.lock",
                "Pipfile.lock",
                "bun.lock",
                "a/b/package-lock.JSON",
                "docs/GEMINI.md",
                ".cursor/rules/x.mdc",
                ".npmrc",
                "ci/Jenkinsfile.release",
                ".vscode/tasks.json",
                "sub/.vscode/MCP.json",
                ".vscode/settings.json",
                "shop.code-workspace",
                ".gitlab-ci.yml")) {
            assertThat(evaluate("", file(Kind.REMOVED, path, "000000")))
                    .as(path)
                    .extracting(PolicyFinding::policy)
                    .containsExactly("protected-paths");
        }
    }

    @Test
    void leavesTheirNeighboursAlone() {
        for (String path : List.of(
                ".vscode/extensions.json",
                ".vscode/shop.code-snippets",
                "src/tasks.json",
                "src/mcp.json",
                "docs/settings.json")) {
            assertThat(evaluate("", file(Kind.ADDED, path, "100644"))).as(path).isEmpty();
        }
    }

    @Test
    void seesBothNamesOfARename() {
        ChangedFile away = new ChangedFile(Kind.RENAMED, "old.txt", Optional.of("Jenkinsfile"), "100644", 10, false);
        ChangedFile here = new ChangedFile(Kind.RENAMED, ".github/x.yml", Optional.of("x.yml"), "100644", 10, false);

        assertThat(evaluate("", away, here))
                .extracting(PolicyFinding::path)
                .containsExactly("Jenkinsfile", ".github/x.yml");
    }

    @Test
    void showsLinksSubmodulesBinariesAndOddNames() {
        ChangedFile image = new ChangedFile(Kind.ADDED, "a.png", Optional.empty(), "100644", 10, true);

        assertThat(evaluate(
                        "",
                        file(Kind.ADDED, "link", "120000"),
                        file(Kind.MODIFIED, "module", "160000"),
                        image,
                        file(Kind.ADDED, "a\u202etxt.exe", "100644"),
                        file(Kind.ADDED, "bad\ufffdname", "100644"),
                        file(Kind.ADDED, "Same.txt", "100644"),
                        file(Kind.ADDED, "same.TXT", "100644")))
                .extracting(PolicyFinding::policy)
                .containsExactly("links", "links", "binary", "names", "names", "case");
    }

    @Test
    void limitsTheSize() {
        PolicySettings small = new PolicySettings(List.of(), 1, 15);
        ChangeSet change =
                new ChangeSet("a", "b", List.of(file(Kind.ADDED, "a", "100644"), file(Kind.ADDED, "b", "100644")));

        assertThat(new DefaultPolicyGates().evaluate(change, "", small))
                .extracting(PolicyFinding::reason)
                .containsExactly(
                        "The change touches 2 files; the limit is 1.",
                        "The changed files have 20 bytes; the limit is 15.");
    }

    @Test
    void findsSecretsInAddedLinesOnlyAndNeverRepeatsThem() {
        String diff = "diff --git a/a.txt b/a.txt\n--- a/a.txt\n+++ b/a.txt\n@@ -1,3 +1,3 @@\n context " + TOKEN
                + "\n-old " + TOKEN + "\n+new " + TOKEN + "\n end\n@@ -10,0 +11 @@\n+key=" + TOKEN + "\n";

        List<PolicyFinding> findings = evaluate(diff, file(Kind.MODIFIED, "a.txt", "100644"));

        assertThat(findings)
                .containsExactly(
                        new PolicyFinding("secrets", "a.txt", "Line 2 looks like it holds a GitHub token."),
                        new PolicyFinding("secrets", "a.txt", "Line 11 looks like it holds a GitHub token."));
        assertThat(findings.toString()).doesNotContain(TOKEN);
    }

    @Test
    void linesThatLookLikeAHeaderDoNotHideASecret() {
        String diff =
                "--- a/a.txt\n+++ b/a.txt\n@@ -1 +1,3 @@\n-- old\n+++ b/harmless.txt\n+@@ -1 +1 @@\n+" + TOKEN + "\n";

        assertThat(evaluate(diff, file(Kind.MODIFIED, "a.txt", "100644")))
                .extracting(PolicyFinding::path, PolicyFinding::reason)
                .containsExactly(tuple("a.txt", "Line 3 looks like it holds a GitHub token."));
    }

    @Test
    void aHunkWhoseHeadingHoldsALineSeparatorDoesNotHideASecret() {
        String diff = "--- a/a.txt\n+++ b/a.txt\n@@ -1,0 +2 @@ odd \u2028 heading\n+" + TOKEN + "\n";

        assertThat(evaluate(diff, file(Kind.MODIFIED, "a.txt", "100644")))
                .extracting(PolicyFinding::policy)
                .containsExactly("secrets");
    }

    @Test
    void aSecretIsNotRepeatedByAnotherPolicyEither() {
        String diff = "--- a/a.py\n+++ b/a.py\n@@ -1,0 +2 @@\n+x = f('" + TOKEN + "')  # noqa\n";

        assertThat(evaluate(diff, file(Kind.MODIFIED, "a.py", "100644")))
                .extracting(PolicyFinding::policy)
                .containsExactlyInAnyOrder("secrets", "test-integrity");
        assertThat(evaluate(diff, file(Kind.MODIFIED, "a.py", "100644")).toString())
                .doesNotContain(TOKEN);
    }

    @Test
    void aDiffThatWasCutIsForAPerson() {
        assertThat(evaluate("+++ b/a\n@@ -0,0 +1 @@\n+x\n" + TrustedClone.DIFF_CUT + ": more.\n"))
                .extracting(PolicyFinding::policy)
                .containsExactly("secrets");
        assertThat(evaluate("+++ b/a\n@@ -0,0 +1 @@\n+" + TrustedClone.DIFF_CUT + "\n"))
                .isEmpty();
    }
}

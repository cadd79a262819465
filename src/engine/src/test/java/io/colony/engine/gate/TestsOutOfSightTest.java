package io.colony.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.gate.PolicyGates.PolicyFinding;
import io.colony.engine.gate.PolicyGates.PolicySettings;
import io.colony.engine.git.ChangeSet;
import io.colony.engine.git.ChangeSet.ChangedFile;
import io.colony.engine.git.ChangeSet.Kind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that stand there and are not run any more. */
final class TestsOutOfSightTest {
    private static List<String> policies(ChangeSet change, String diff) {
        return new DefaultPolicyGates()
                .evaluate(change, diff, PolicySettings.DEFAULT).stream()
                        .map(PolicyFinding::policy)
                        .distinct()
                        .toList();
    }

    private static ChangedFile file(Kind kind, Optional<String> old, String path) {
        return new ChangedFile(kind, path, old, "100644", 10, false);
    }

    /** Lines of one hunk, separated by {@code ;;}. */
    private static List<String> edited(String path, String lines) {
        String text = lines.replace(";;", "\n") + "\n";
        long before = text.lines().filter(line -> !line.startsWith("+")).count();
        long after = text.lines().filter(line -> !line.startsWith("-")).count();
        String diff = "--- a/" + path + "\n+++ b/" + path + "\n@@ -1," + before + " +1," + after + " @@\n" + text;
        return policies(new ChangeSet("a", "b", List.of(file(Kind.MODIFIED, Optional.empty(), path))), diff);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "src/test/java/ATest.java | `+@EnabledOnOs(OS.SOLARIS);; @Test;; void a() {`",
                "src/test/java/ATest.java | `+@EnabledForJreRange(min = JRE.OTHER);; @Test;; void a() {`",
                "src/test/java/ATest.java | `+    throw new TestAbortedException();`",
                "src/test/java/ATest.java | ` @Test;; @DisplayName(\"a\");;-void a() {;;+private void a() {`",
                "src/test/java/ATest.java | ` @Test;;-void a() {;;+static void a() {`",
                "src/test/java/ATest.java | `-    @Nested;;     class B {`",
                "src/test/java/ATest.java | `+    if (true) return;`",
                "src/test/groovy/A.groovy | `+@Requires({ false });; def \"adds\"() {`",
                "src/test/groovy/A.groovy | `+@IgnoreRest;; def \"adds\"() {`",
                "a.spec.ts                | `-test.describe('a', () => {;;+test.describe.skip('a', () => {`",
                "a.test.js                | `-test.concurrent('a', f);;+test.concurrent.skip('a', f)`",
                "a.test.js                | `-test('a', f);;+test('a', { skip: true }, f)`",
                "a.test.js                | `-test('a', f);;+test('a', { todo: 'later' }, f)`",
                "a.test.js                | ` it('a', () => {;;+  return;;;   expect(f()).toBe(1)`",
                "tests/test_a.py          | `+    pytest.mark.skip,`",
                "tests/test_a.py          | `+@mark.skip;; def test_a():`",
                "tests/test_a.py          | `+def load_tests(loader, tests, pattern):;;+    return TestSuite()`",
                "tests/test_a.py          | ` def test_a():;;+    return;;     assert f() == 1`",
                "a_test.go                | `+    s.T().Skip()`",
                "a_test.go                | `+// +build never`",
                "a_test.go                | ` func TestA(t *testing.T) {;;+    return`",
                "src/lib.rs               | `-#[cfg(test)];;-mod tests;`",
                "src/lib.rs               | `+#[cfg(any())];; mod tests {`",
                "src/lib.rs               | ` #[test];; fn adds() {;;+    return;`",
                "ATests.cs                | `+#if NEVER`",
                "spec/a_spec.rb           | `+  it 'adds', pending: true do;;-  it 'adds' do`",
                "test/a_test.rb           | `-require 'minitest/autorun'`"
            })
    void areSwitchedOffInLessUsualWays(String path, String lines) {
        assertThat(edited(path, lines)).containsExactly("test-integrity");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "src/test/java/ATest.java | `+    private void helper() {;;+        if (a) {;;+            return;;;+        }`",
                "src/test/java/ATest.java | `+    @Test;;+    void adds() {;;+        int a = 1;`",
                "ATests.cs                | `+    [Fact];;+    public static void Adds() {`",
                "a.test.js                | `+const query = { take: 1, skip: 10 };`",
                "a_test.go                | `+func helper(t *testing.T) {;;+    if x {;;+        return`",
                "tests/test_a.py          | `+def helper():;;+    return`"
            })
    void whatLooksAlikeIsNot(String path, String lines) {
        assertThat(edited(path, lines)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "src/test/java/a/SumTest.java, attic/a/SumTest.java",
        "src/test/java/a/SumTest.java, src/test/resources/a/SumTest.java",
        "src/test/java/a/SumTest.java, src/main/java/a/SumTest.java",
        "a/sum_test.go, a/testdata/sum_test.go",
        "a/sum_test.go, a/sum_plan9_test.go",
        "a/sum_test.go, a/_sum_test.go",
        "tests/test_sum.py, tests/build/test_sum.py",
        "src/sum.test.ts, node_modules/sum.test.ts"
    })
    void areMovedToWhereNobodyLooks(String from, String to) {
        ChangeSet change = new ChangeSet("a", "b", List.of(file(Kind.RENAMED, Optional.of(from), to)));

        assertThat(policies(change, "")).containsExactly("test-integrity");
    }

    @ParameterizedTest
    @CsvSource({
        "src/test/java/a/SumTest.java, src/test/java/b/SumTest.java",
        "src/test/java/a/SumTest.java, core/src/integrationTest/java/a/SumTest.java",
        "a/sum_test.go, b/sum_linux_test.go",
        "tests/test_sum.py, tests/unit/test_sum.py"
    })
    void areMovedToWhereSomebodyDoes(String from, String to) {
        ChangeSet change = new ChangeSet("a", "b", List.of(file(Kind.RENAMED, Optional.of(from), to)));

        assertThat(policies(change, "")).isEmpty();
    }

    /** As git shows a move in which too much has changed. */
    @Test
    void areTakenOutHereAndPutThere() {
        String test = "@Test\n%1$svoid adds() {\n%1$s    assertEquals(3, sum(1, 2));\n%1$s}\n";
        String diff = "--- a/src/test/java/SumTest.java\n+++ /dev/null\n@@ -1,4 +0,0 @@\n-" + test.formatted("-")
                + "--- /dev/null\n+++ b/attic/SumTest.java\n@@ -0,0 +1,4 @@\n+" + test.formatted("+");
        ChangeSet change = new ChangeSet(
                "a",
                "b",
                List.of(
                        file(Kind.REMOVED, Optional.empty(), "src/test/java/SumTest.java"),
                        file(Kind.ADDED, Optional.empty(), "attic/SumTest.java")));

        assertThat(policies(change, diff)).containsExactly("test-integrity");
    }

    @ParameterizedTest
    @CsvSource({".prettierignore", ".editorconfig", "src/test/resources/archunit_ignore_patterns.txt", "rustfmt.toml"})
    void aCheckersOwnExceptionsAreForAPerson(String path) {
        ChangeSet change = new ChangeSet("a", "b", List.of(file(Kind.ADDED, Optional.empty(), path)));

        assertThat(policies(change, "")).containsExactly("test-integrity");
    }
}

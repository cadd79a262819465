package io.colony.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.gate.PolicyGates.PolicyFinding;
import io.colony.engine.gate.PolicyGates.PolicySettings;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that end the run, catch what they assert, or pass without having run. */
final class EndedRunsTest {
    /** Lines of one hunk, separated by {@code ;;}. */
    private static List<String> policies(String path, String lines) {
        String text = lines.replaceAll(";;(?!;)", "\n") + "\n";
        long before = text.lines().filter(line -> !line.startsWith("+")).count();
        long after = text.lines().filter(line -> !line.startsWith("-")).count();
        String diff = "diff --git a/" + path + " b/" + path + "\n--- a/" + path + "\n+++ b/" + path + "\n@@ -1,"
                + before + " +1," + after + " @@\n" + text;
        return new DefaultPolicyGates()
                .evaluate(DiffCorpus.change(diff), diff, PolicySettings.DEFAULT).stream()
                        .map(PolicyFinding::policy)
                        .distinct()
                        .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "tests/test_a.py  | ` import os;;+os._exit(0)`",
                "tests/test_a.py  | `+    import os; os._exit(code)`",
                "tests/test_a.py  | `+from os import _exit as stop`",
                "tests/test_a.py  | `+atexit.register(os._exit, 0)`",
                "tests/test_a.py  | `+os.execv(\"/bin/true\", [\"true\"])`",
                "tests/test_a.py  | `+sys.exit(0)`",
                "tests/test_a.py  | `+sys.exit()`",
                "tests/test_a.py  | `+    raise SystemExit`",
                "tests/test_a.py  | `+    raise SystemExit(0)  # flaky`",
                "tests/test_a.py  | `+pytest.exit('x', returncode=0)`",
                "tests/test_a.py  | `+from pytest import fixture, exit`",
                "tests/test_a.py  | `+from pytest import skip`",
                "tests/test_a.py  | `+    skip(\"flaky\")`",
                "tests/test_a.py  | `+    raise pytest.skip.Exception('x')`",
                "tests/test_a.py  | `+    raise unittest.case.SkipTest('x')`",
                "tests/test_a.py  | `+from unittest import SkipTest as Done`",
                "tests/test_a.py  | ` def test_a():;;+    yield;;     assert f() == 1`",
                "tests/test_a.py  | ` class TestA:;;     def test_a(self):;;         assert f() == 1;;+        yield`",
                "tests/test_a.py  | ` @pytest.mark.slow;; def test_a():;;     assert f() == 1;;+    x = yield`",
                "tests/test_a.py  | ` def test_a():;;+    while False:;;         assert f() == 1`",
                "tests/test_a.py  | ` def test_a():;;+    for _ in []:;;         assert f() == 1`",
                "tests/test_a.py  | ` def test_a():;;+    if not True:;;         assert f() == 1`",
                "tests/test_a.py  | ` def test_a():;;+  with contextlib.suppress(AssertionError):;;     assert f() == 1`",
                "tests/test_a.py  | ` def test_a():;;+  try:;;     assert f() == 1;;+  except AssertionError:;;+    pass`",
                "tests/test_a.py  | ` def test_a():;;+  try:;;     assert f() == 1;;+  except: pass`",
                "tests/test_a.py  | ` def test_a():;;+  try:;;     assert f() == 1;;+  except (OSError, Exception) as e:;;+    print(e)`",
                "tests/test_a.py  | `     assert f() == 1;;+del test_a`",
                "tests/test_a.py  | `     assert f() == 1;;+test_a = None`",
                "tests/test_a.py  | `     assert f() == 1;;+test_a.__test__ = False`",
                "tests/test_a.py  | ` class ATest(TestCase):;;+    __unittest_skip__ = True`",
                "src/test/java/ATest.java | `+        System.exit(0);`",
                "src/test/java/ATest.java | `+        java.lang.System . exit(256);`",
                "src/test/java/ATest.java | `+import static java.lang.System.exit;`",
                "src/test/java/ATest.java | `+        Runtime.getRuntime().halt(0);`",
                "src/test/java/ATest.java | `+        runtime.halt(0);`",
                "src/test/java/ATest.java | ` @Test void a() {;;+    try {;;     assertEquals(1, f());;;+    } catch (Throwable t) {};; }`",
                "src/test/java/ATest.java | `+    try { assertEquals(1, f()); } catch (final AssertionError e) { log(e); }`",
                "src/test/java/ATest.java | `-class ATest {;;+abstract class ATest {`",
                "src/test/java/ATest.java | ` @Test;;-void a() {;;+int a() {`",
                "src/test/kotlin/ATest.kt | `+        exitProcess(0)`",
                "src/test/scala/ATest.scala | `+    sys.exit(0)`",
                "src/a.rs         | ` #[test];; fn a() {;;+    std::process::exit(0);;;     assert_eq!(f(), 1);`",
                "tests/a.rs       | `+    process::exit(code);`",
                "tests/a.rs       | `+use std::process::exit;`",
                "tests/a.rs       | `+    let _ = std::panic::catch_unwind(`",
                "test/a.test.js   | ` it('a', () => {;;+  process.exit(0);;;   expect(f()).toBe(1);`",
                "test/a.test.js   | `+process['exit']()`",
                "test/a.test.js   | `+process.on('exit', () => { process.exitCode = 0 })`",
                "test/a.test.js   | `+import { exit } from 'node:process'`",
                "test/a.test.js   | `+after(process.exit)`",
                "test/a.test.ts   | `+Deno.exit();`",
                "test/a.test.js   | `-it('a', function () {;;+it('a', function* () {`",
                "test/a.test.js   | `+  try {;;     expect(f()).toBe(1);;;+  } catch {;;+  }`",
                "a_test.go        | `+\tos.Exit(0)`",
                "a_test.go        | `+\tsyscall.Exit(0)`",
                "ATests.cs        | `+        Environment.Exit(0);`",
                "spec/a_spec.rb   | ` it 'a' do;;+  exit!(0);;   expect(f).to eq 1`",
                "spec/a_spec.rb   | `+at_exit { exit! }`",
                "spec/a_spec.rb   | `+  Kernel.exit`",
                "spec/a_spec.rb   | `+  exit 0 if slow`",
                "spec/a_spec.rb   | `+  exec 'true'`",
                "spec/a_spec.rb   | ` it 'a' do;;   expect(f).to eq 1;;+  rescue Exception;;+    nil;; end`",
                "tests/ATest.php  | `+        exit;`",
                "tests/ATest.php  | `+        die('done');`",
                "Tests/ATests.swift | `+        exit(0)`",
                "test/a_test.dart | `+  exit(0);`",
                "test/a_test.exs  | `+  System.halt(0)`",
                "test/a.bats      | `+  exit 0`"
            })
    void areForAPerson(String path, String lines) {
        assertThat(policies(path, lines)).containsExactly("test-integrity");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "tests/test_a.py  | `+    with pytest.raises(SystemExit):;;+        main()`",
                "tests/test_a.py  | `+if __name__ == '__main__':;;+    sys.exit(main())`",
                "tests/test_a.py  | `+    sys.exit(1)`",
                "tests/test_a.py  | `+    os._exit(3)`",
                "tests/test_a.py  | `+    fail('os._exit(0) was called')`",
                "tests/test_a.py  | `+@pytest.fixture;;+def test_client():;;+    yield client()`",
                "tests/test_a.py  | `+def test_a():;;+    def rows():;;+        yield 1;;+    assert list(rows()) == [1]`",
                "tests/test_a.py  | `+@inlineCallbacks;;+def test_a():;;+    yield f()`",
                "tests/test_a.py  | `+    try:;;+        f();;+    except Exception:;;+        pass`",
                "tests/test_a.py  | `+    try:;;+        assert f();;+    except AssertionError as e:;;+        raise Error() from e`",
                "tests/test_a.py  | `+    while True:`",
                "tests/test_a.py  | `+    delattr(sys, 'real_prefix')`",
                "tests/test_a.py  | `+    with suppress(FileNotFoundError):`",
                "src/test/java/ATest.java | `+    // System.exit(0) would end it`",
                "src/test/java/ATest.java | `+    assertThrows(Exit.class, () -> system.exit(0));`",
                "src/test/java/ATest.java | `+    try {;;+        f();;;+        fail();;;+    } catch (IllegalStateException expected) {;;+    }`",
                "src/test/java/ATest.java | `+    try { assertEquals(1, f()); } catch (Throwable t) { seen.set(t); }`",
                "src/test/java/ATest.java | `+abstract class AbstractATest {`",
                "src/test/java/ATest.java | `+    @TestFactory;;+    List<DynamicTest> all() {`",
                "src/main.rs      | ` fn main() {;;+    std::process::exit(0);`",
                "tests/a.rs       | `+    std::process::exit(1);`",
                "test/a.test.js   | `+jest.spyOn(process, 'exit');;;+expect(process.exit).toHaveBeenCalledWith(0);`",
                "tests/test_a.py  | `+    given(;;+        test_input=lambda: 1,;;+    )`",
                "test/a.test.js   | `+process.exit(1)`",
                "test/a.test.js   | `+  try { rm(file) } catch {}`",
                "test/a.test.js   | `+  try { await f(); assert.fail() } catch (e) { expect(e).toBe(1) }`",
                "a_test.go        | `+\tos.Exit(m.Run())`",
                "spec/a_spec.rb   | `+  expect(result).to have_attributes(exit: 0)`",
                "spec/a_spec.rb   | `+  exit 1 unless ready`",
                "spec/a_spec.rb   | `+  exit_code = run(:exit)`",
                "tests/ATest.php  | `+        exit(1);`"
            })
    void whatLooksAlikeIsNot(String path, String lines) {
        assertThat(policies(path, lines)).isEmpty();
    }
}

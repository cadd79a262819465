package io.colony.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.gate.PolicyGates.PolicyFinding;
import io.colony.engine.gate.PolicyGates.PolicySettings;
import io.colony.engine.git.ChangeSet;
import io.colony.engine.git.ChangeSet.ChangedFile;
import io.colony.engine.git.ChangeSet.Kind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests and checkers that are switched off in words that mean the same and look otherwise. */
final class OtherSpellingsTest {
    private static final String JAVA = "src/test/java/ATest.java";
    private static final String KOTLIN = "src/test/kotlin/ATest.kt";
    private static final String JS = "a.test.js";
    private static final String PYTHON = "tests/test_a.py";
    private static final String GO = "a_test.go";
    private static final String RUST = "src/a.rs";
    private static final String CSHARP = "ATests.cs";

    /**
     * A hunk.
     *
     * @param lines each with the mark that a diff gives it
     */
    record Edit(String path, String lines) {
        @Override
        public String toString() {
            return path + " " + lines.replaceAll("[^\\x20-\\x7e]", "¶");
        }
    }

    private static Edit edit(String path, String... lines) {
        return new Edit(path, String.join("\n", lines) + "\n");
    }

    static Stream<Edit> off() {
        return Stream.of(
                        jvm(), comments(), longTexts(), lineEnds(), otherReadings(), javascript(), others(), checkers())
                .flatMap(List::stream);
    }

    private static List<Edit> jvm() {
        return List.of(
                edit(JAVA, "+@org.junit.jupiter.api.Disabled", " @Test", " void a() {"),
                edit(JAVA, "+@org.junit.jupiter.api.Disabled(\"flaky\")", " class ATest {"),
                edit(JAVA, " @Test", "+@ org . junit . Ignore", " public void a() {"),
                edit(JAVA, "-@Test void a() {", "+@Test@Disabled void a() {"),
                edit(JAVA, "-class ATest {", "+class ATest {@Disabled"),
                edit(JAVA, "-@org.junit.Test", " public void a() {"),
                edit(JAVA, "-    @org.junit.jupiter.api.Nested", "     class B {"),
                edit(JAVA, "+\\u0040Disabled", " @Test", " void a() {"),
                edit(JAVA, "+@Dis\\uuu0061bled", " @Test", " void a() {"),
                edit(JAVA, "+// \\u000a@Disabled", " @Test", " void a() {"),
                edit(JAVA, "+String s = \"\\u0022; @Disabled class B {} String t = \\u0022\";"),
                edit(KOTLIN, "+@kotlin.test.Ignore", " @Test", " fun a() {"),
                edit(KOTLIN, "-@Test", "+@[Test Disabled]", " fun a() {"),
                edit(KOTLIN, "+@`Ignore`", " @Test", " fun a() {"),
                edit(KOTLIN, "+import org.junit.jupiter.api.Disabled as Slow"),
                edit(KOTLIN, "+typealias Slow = org.junit.jupiter.api.Disabled"),
                edit("src/test/scala/ATest.scala", "+import org.junit.{Ignore => Slow}"));
    }

    private static List<Edit> comments() {
        return List.of(
                edit(JAVA, "+/* flaky */ @Disabled", " @Test", " void a() {"),
                edit(JAVA, "+/* don't */ @Disabled(\"it isn't stable\")", " @Test", " void a() {"),
                edit(JAVA, "+/*", "+ * flaky */ @Disabled", " @Test", " void a() {"),
                edit(JAVA, "+/*", "+//*/ @Disabled", " @Test", " void a() {"),
                edit(JAVA, "+/**/ /* a */ @/* b */Disabled", " @Test", " void a() {"),
                edit(JAVA, "+/* \"/*\" */ assumeTrue(false);"),
                edit(JAVA, "+/* a */ assertTrue(true);"),
                edit(JAVA, "-    /* a */ assertEquals(1, f());"),
                edit(JAVA, "+int unused; /*", " @Test", " void a() {"),
                edit(JS, "+/* x */ describe.skip('a', () => {"),
                edit(JS, "+const a = 3", "+  * describe.skip('a', () => {"),
                edit(JS, "+--i; describe.skip('a', () => {})"),
                edit(JS, " it('a', () => {", "+  /* x */ return;", "   expect(f()).toBe(1)"),
                edit(JS, " it('a', () => {", "+  return // flaky", "   expect(f()).toBe(1)"),
                edit(JS, " it('a', () => {", "+  return undefined;", "   expect(f()).toBe(1)"),
                edit(GO, "+    /* x */ t.Skip()"),
                edit(GO, " func TestA(t *testing.T) {", "+\t/* x */ return", " \tf()"),
                edit(RUST, "+/* x */ #[ignore]", " #[test]", " fn a() {"),
                edit(CSHARP, "+/* x */ [Ignore(\"x\")]", " [Test]", " public void A() {"),
                edit("tests/ATest.php", "+/* x */ $this->markTestSkipped();"),
                edit(PYTHON, " def test_a():", "+    return None  # flaky", "     assert f() == 1"));
    }

    /** What begins and ends a text of several lines for us need not do so for a compiler. */
    private static List<Edit> longTexts() {
        return List.of(
                edit(GO, " s := `", " a", " `", "+/*", " func TestA(t *testing.T) {", " }", "+*/"),
                edit(GO, " text", " `)", "+/*", " func TestA(t *testing.T) {", " }", "+*/"),
                edit(GO, "+s := \"`\"", "+/*", " func TestA(t *testing.T) {", " }", "+*/"),
                edit(GO, "+// a = `", "+/*", " func TestA(t *testing.T) {", " }", "+*/"),
                edit(GO, " * a", "+x = `", " */", "+/*", " func TestA(t *testing.T) {", " }", "+*/"),
                edit(GO, "+/*", "-/* one */", " func TestA(t *testing.T) {", " }", "+*/"),
                edit(JS, "+const q = /`/", "+/*", " it('a', () => {", " })", "+*/"),
                edit(JS, "+if (a) /a = `/.test(b)", "+/*", " it('a', () => {", " })", "+*/"),
                edit(JS, "+const q = `${ `/` }", "+ = `", "+/*", " it('a', () => {", " })", "+*/"),
                edit(JS, "+const q = \"\u2028 = `\"", "+/*", " it('a', () => {", " })", "+*/"),
                edit(JS, "+f(/a/) /*", " it('a', () => {", " })", "+*/"),
                edit(JS, "+a!/2; /*", " it('a', () => {", " })", "+*/ /1"),
                edit("a.test.tsx", "+<p>", "+ a = `", "+</p>; /*", " it('a', () => {", " })", "+*/"),
                edit(JAVA, "+String s = \"\\\"\"; // = \"\"\"", "+/*", " @Test", " void a() {", "+*/"),
                edit(JAVA, "   a", "   \"\"\";", "+/*", " @Test", " void a() {", "+*/"),
                edit(KOTLIN, "+val q = \"\\u0022\"", "+/*", " @Test", " fun a() {", "+*/"));
    }

    private static List<Edit> lineEnds() {
        return List.of(
                edit(JAVA, "+// a\r@Disabled", " @Test", " void a() {"),
                edit(JS, "+// a\u2028describe.skip('a', () => {"),
                edit(JS, "+// a\u2029describe.only('a', () => {"),
                edit(CSHARP, "+// a\u0085[Ignore(\"x\")]", " [Test]"),
                edit(PYTHON, "+# a\r@pytest.mark.skip", " def test_a():"),
                edit("Makefile", "+# a\r\tpytest || true"));
    }

    /** A line that one compiler reads so and another one so: where one of them sees a test switched off, it is. */
    private static List<Edit> otherReadings() {
        return List.of(
                edit(GO, "+\ts := \"\u2028//\"; t.Skip(\"later\")"),
                edit(JAVA, "+  String s = \"\u2028//\"; assumeTrue(false);"),
                edit(PYTHON, "+    s = \"\u2028#\"; pytest.skip(\"later\")"),
                edit(PYTHON, "+    x = \"\uff02\"; pytest.skip(\"later\")"),
                edit(JS, "+  s = \"\f//\"; this.skip();"),
                edit(KOTLIN, "+    val q = \"\\u0022\"; Assume.assumeTrue(\"a\" == \"b\")"),
                edit(KOTLIN, "+    val q = \"\\u000A//\"; assumeTrue(false)"),
                edit("src/test/scala/ATest.scala", "+val q = \"\\u000A//\"; assumeTrue(false)"),
                edit(GO, "+\ts := `\\`; t.Skip(`later`)"),
                edit(CSHARP, "+var s = @\"\\\"; Assert.Ignore(\"later\");"),
                edit(KOTLIN, "+val s = \"\"\"\\\"\"\"; assumeTrue(\"a\" == \"b\")"),
                edit(JS, "+const q = /'/; it.skip('a', f)"),
                edit("Makefile", "+\techo \"\u2028#\"; pytest || true"),
                edit("build.sbt", "+x := \"\\u000A//\"; test / skip := true; skipTests"),
                edit(JS, "+s = \"\u2028\"; f() // eslint-disable-line \""));
    }

    private static List<Edit> javascript() {
        return List.of(
                edit(JS, "+describe['skip']('a', () => {"),
                edit(JS, "+it [ `only` ] ('a', () => {"),
                edit(JS, "+test?.skip('a', f)"),
                edit(JS, "+test?.['skip']('a', f)"),
                edit(JS, "+describe . skip('a', f)"),
                edit(JS, "+describe/* x */.skip('a', f)"),
                edit(JS, "+(describe).skip('a', f)"),
                edit(JS, "+void(describe).skip('a', f)"),
                edit(JS, "+;((it)).only('a', f)"),
                edit(JS, "+(this).skip()"),
                edit(JS, "+Deno.test('a', { 'only': 'x' }, f)"),
                edit(JS, "+!describe.skip('a', f)"),
                edit(JS, "+globalThis.describe.skip('a', f)"),
                edit(JS, "+describe.\\u0073kip('a', f)"),
                edit(JS, "+describe.\\u{73}kip('a', f)"),
                edit(JS, " describe", "+  .skip('a', f)"),
                edit(JS, "+const { skip: later } = test"),
                edit(JS, "+const later = xit;"),
                edit(JS, "-it.each(rows)('a', f)", "+xit.each(rows)('a', f)"),
                edit(JS, "-test('a', f);", "+test('a', { 'skip': true }, f)"));
    }

    private static List<Edit> others() {
        return List.of(
                edit(PYTHON, "+@ pytest . mark . skip", " def test_a():"),
                edit(PYTHON, "+@pytest.mark.\uff53kip", " def test_a():"),
                edit(PYTHON, "+from unittest import skip as later"),
                edit(GO, "+    t.", "+        Skip()"),
                edit(RUST, "+# [ ignore ]", " #[test]", " fn a() {"),
                edit(RUST, "+#![cfg(any())]"),
                edit(CSHARP, "-[Test]", "+[Test, Ignore(\"x\")]", " public void A() {"),
                edit(CSHARP, "+[NUnit.Framework.Ignore(\"x\")]", " [Test]"),
                edit(CSHARP, "+[IgnoreAttribute(\"x\")]", " [Test]"),
                edit("tests/ATest.php", "+$this->MARKTESTSKIPPED();"));
    }

    private static List<Edit> checkers() {
        return List.of(
                edit("pom.xml", "+<!-- a --><skipTests>true</skipTests>"),
                edit("pom.xml", "+<!-- a - b --> <!-- c --> <skipTests>true</skipTests>"),
                edit("pom.xml", "+# <skipTests>true</skipTests>"),
                edit("pom.xml", "+// <skipTests>true</skipTests>"),
                edit("pom.xml", "-<!-- a --><artifactId>maven-checkstyle-plugin</artifactId>"),
                edit("build.gradle", "+// \\u000atest { enabled = false }"),
                edit("build.gradle", "+/*", "+//*/ test { enabled = false }"));
    }

    static Stream<Edit> on() {
        return Stream.concat(
                textsAndPatterns(),
                Stream.of(
                        edit(JAVA, "+/* flaky once, see @Disabled */", " @Test", " void a() {"),
                        edit(
                                JAVA,
                                "+/**",
                                "+ * Was {@code @Disabled}, and so was @org.junit.Ignore.",
                                "+ */",
                                " @Test",
                                " void a() {"),
                        edit(JAVA, "+// @org.junit.jupiter.api.Disabled went in 3.0", " @Test", " void a() {"),
                        edit(JAVA, "-@Test", "+@org.junit.jupiter.api.Test", " void a() {"),
                        edit(JAVA, "-@Test", "+/* the usual case */ @Test", " void a() {"),
                        edit(JAVA, "-    assertEquals(1, f());", "+    /* one */ assertEquals(1, f());"),
                        edit(JAVA, "+import org.junit.jupiter.api.Disabled;"),
                        edit(JAVA, "+String s = \"\\u0040Disabled\";"),
                        edit(JAVA, "+String s = \"a/*b\"; // c*/d"),
                        edit(JAVA, "     f();", "-/**", "- * assertEquals(1, 2) and @Disabled.", "- */", "     g();"),
                        edit(JAVA, "+    @Override\r", "+    public String toString() {\r"),
                        edit(JAVA, "+int area = width", "+    * height;"),
                        edit(KOTLIN, "-fun adds() {", "+fun `adds`() {"),
                        edit(JS, "+const rows = query['skip'](1)"),
                        edit(JS, "+const { skip } = query", "+api.find({ skip: 1, limit: 2 })"),
                        edit(JS, "+it.each(['skip', 'only'])('a', f)", "+expect(rows['only']).toBe(1)"),
                        edit(JS, "+query", "+  .skip(1)", "+  .only(rows)"),
                        edit(JS, "+const xtest = rows.map(x => x.test)", "+const m = xtest.length"),
                        edit(JS, "+canvas.fit(1)", "+runs.test.only = 1"),
                        edit(JS, "+// matches packages/*/src and **/*.skip"),
                        edit(JS, "+/*", "+ * it.skip('a') is how to skip.", "+ */"),
                        edit(JS, " it('a', async () => {", "+  return promise", " })"),
                        edit(PYTHON, "+# see tests/*/a and @pytest.mark.skip"),
                        edit(PYTHON, "+from pytest import skip_none as s1"),
                        edit(GO, "+\tif cfg.Skip {", "+\t\t// Skip() is for others"),
                        edit(RUST, "+// see #[ignore]"),
                        edit(CSHARP, "+var x = options[Mode.Ignore, 1];", "+[Explicitly]"),
                        edit("pom.xml", "+<!-- <skipTests>true</skipTests> is for releases -->"),
                        edit("pom.xml", "+<!-- a -->", "+<skipTests>false</skipTests>"),
                        edit("Makefile", "+# pytest || true would hide it"),
                        edit("build.gradle", "+// \\u00e4 test { enabled = false } is not for us")));
    }

    private static Stream<Edit> textsAndPatterns() {
        return Stream.of(
                edit(
                        GO,
                        "+func TestNew(t *testing.T) {",
                        "+\tconfig := `",
                        "+\tpath: /api/*",
                        "+\t`",
                        "+\tassert.Equal(t, 1, parse(config))",
                        "+}",
                        " func TestOld(t *testing.T) {"),
                edit(GO, " \tconfig := `", "+\tpath: /api/*", " \t`", " func TestOld(t *testing.T) {"),
                edit("a.test.ts", "+const c = `", "+  src/*.ts", "+`;", " it('old', () => {"),
                edit("a.test.ts", "+const c = html`${a.b} src/*.ts", "+`;", " it('old', () => {"),
                edit(JS, "+expect(s.replace(/\\/*$/, '')).toBe('a');", " it('old', () => {"),
                edit(JS, "+expect(s.split(/[/*]/)).toBe(1);", " it('old', () => {"),
                edit(JAVA, "+  String c = \"\"\"", "+      **/*.java", "+      \"\"\";", " @Test", " void old() {}"),
                edit(
                        JAVA,
                        "+  var c = f(\"\"\"",
                        "+      /api/*",
                        "+      it's",
                        "+      \"\"\");",
                        " @Test",
                        " void old() {}"),
                edit(KOTLIN, "+  val c = \"\"\"", "+      /api/*", "+      \"\"\".trim()", " @Test", " fun old() {}"),
                edit("scripts/build.js", "-// pytest is run by CI"),
                edit("bin/x.ts", "-// see mypy docs", "+// see the docs"),
                edit(JS, "+const rows = await repo.find(context).skip(10);"),
                edit(JS, "+const rows = await repo.find(test).only(10);"),
                edit(JS, "+const row = await repo.find({ 'only': 'x' });"));
    }

    private static List<PolicyFinding> findings(Edit edit) {
        String path = edit.path();
        long before = edit.lines().split("\n", -1).length - 1L - count(edit, '+');
        long after = edit.lines().split("\n", -1).length - 1L - count(edit, '-');
        String diff =
                "--- a/" + path + "\n+++ b/" + path + "\n@@ -1," + before + " +1," + after + " @@\n" + edit.lines();
        ChangedFile file = new ChangedFile(Kind.MODIFIED, path, Optional.empty(), "100644", 10, false);
        return new DefaultPolicyGates().evaluate(new ChangeSet("a", "b", List.of(file)), diff, PolicySettings.DEFAULT);
    }

    private static long count(Edit edit, char mark) {
        return Stream.of(edit.lines().split("\n", -1))
                .filter(line -> line.indexOf(mark) == 0)
                .count();
    }

    @ParameterizedTest
    @MethodSource("off")
    void areForAPerson(Edit edit) {
        assertThat(findings(edit))
                .extracting(PolicyFinding::policy)
                .isNotEmpty()
                .containsOnly("test-integrity");
    }

    @ParameterizedTest
    @MethodSource("on")
    void whatLooksAlikeIsNot(Edit edit) {
        assertThat(findings(edit)).isEmpty();
    }
}

package io.colony.engine.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.git.RebaseResult.ConflictHunk;
import io.colony.engine.git.RebaseResult.ResolvedHunk;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ConflictRulesTest {
    private static Optional<ResolvedHunk> resolve(
            String path, List<String> base, List<String> ours, List<String> theirs) {
        return ConflictRules.resolve(new ConflictHunk("c", path, 1, base, ours, theirs));
    }

    private static void expect(Optional<ResolvedHunk> found, String rule, double confidence, String... lines) {
        assertThat(found).hasValueSatisfying(hunk -> {
            assertThat(hunk.rule()).isEqualTo(rule);
            assertThat(hunk.confidence()).isEqualTo(confidence);
            assertThat(hunk.resolution()).containsExactly(lines);
        });
    }

    @Test
    void takesWhatBothSidesDid() {
        expect(resolve("a", List.of("x"), List.of("y"), List.of("y")), "identical", 1, "y");
    }

    @Test
    void ignoresWhiteSpaceAndPrefersTheSideThatChangedMore() {
        expect(resolve("A.java", List.of("a"), List.of("b(c);  "), List.of("b(c);")), "whitespace", 0.97, "b(c);");
        expect(resolve("A.java", List.of("a"), List.of("  b"), List.of("\tb")), "whitespace", 0.95, "\tb");
        expect(resolve("A.java", List.of("a;"), List.of("  a;"), List.of("b;")), "whitespace", 0.95, "b;");
        expect(resolve("A.java", List.of("a;"), List.of("b;"), List.of("a;  ")), "whitespace", 0.95, "b;");
    }

    @Test
    void trustsIndentationLessWhereItHasMeaning() {
        for (String path : List.of("a.py", "x/a.YML", "Makefile", "sub/Makefile.in", "rules.mk")) {
            expect(resolve(path, List.of("a"), List.of("  b"), List.of("    b")), "whitespace", 0.7, "    b");
        }
    }

    @Test
    void doesNotTakeJoinedWordsForWhiteSpace() {
        assertThat(resolve("a", List.of("x"), List.of("a b"), List.of("ab"))).isEmpty();
    }

    @Test
    void joinsImports() {
        expect(
                resolve(
                        "A.java",
                        List.of(),
                        List.of("import a.B;", "import a.D;"),
                        List.of("import a.B;", "import a.C;")),
                "both-added",
                0.95,
                "import a.B;",
                "import a.C;",
                "import a.D;");
        expect(
                resolve("a.py", List.of(), List.of("import z", "import a"), List.of("from b import c")),
                "both-added",
                0.95,
                "import z",
                "import a",
                "from b import c");
        expect(
                resolve(
                        "a.c",
                        List.of("#include <a.h>"),
                        List.of("#include <a.h>", "#include <c.h>"),
                        List.of("#include <a.h>", "#include \"b.h\"")),
                "both-added",
                0.95,
                "#include <a.h>",
                "#include <c.h>",
                "#include \"b.h\"");
    }

    @Test
    void doesNotJoinImportsWhereASideRemovedOne() {
        assertThat(resolve("A.java", List.of("import a.A;"), List.of("import a.B;"), List.of("import a.C;")))
                .isEmpty();
    }

    @Test
    void joinsEntriesOfFilesThatAreSets() {
        expect(
                resolve(".gitignore", List.of(), List.of("*.log"), List.of("/out")),
                "both-added",
                0.92,
                "*.log",
                "/out");
        expect(
                resolve("CHANGELOG.md", List.of(), List.of("- b", "- a"), List.of("- c")),
                "both-added",
                0.92,
                "- b",
                "- a",
                "- c");
        expect(
                resolve("requirements.txt", List.of(), List.of("b==1"), List.of("a>=2")),
                "both-added",
                0.92,
                "a>=2",
                "b==1");
    }

    @Test
    void leavesTheRestToSomebodyWhoUnderstands() {
        assertThat(resolve("A.java", List.of(), List.of("void a() {}"), List.of("void b() {}")))
                .isEmpty();
        assertThat(resolve("requirements.txt", List.of(), List.of("a_b==1"), List.of("A-B==2")))
                .isEmpty();
        assertThat(resolve(".gitignore", List.of(), List.of("*.log"), List.of("!a.log")))
                .isEmpty();
        assertThat(resolve("README.md", List.of(), List.of("Some text."), List.of("- item")))
                .isEmpty();
        assertThat(resolve("a", List.of("x"), List.of("y"), List.of("z"))).isEmpty();
        assertThat(resolve("a", List.of("x"), List.of(), List.of("z"))).isEmpty();
    }
}

package io.colony.bench.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceKindsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "src/test/java/org/jsoup/nodes/ElementTest.java",
                "tests/test_regressions.py",
                "pkg/parser_test.go",
                "src/a.test.js",
                "test/validators.test.js",
                "lib/__tests__/a.ts"
            })
    void testsAreKnownByTheirPlaceOrName(String path) {
        assertThat(SourceKinds.test(path)).isTrue();
        assertThat(SourceKinds.source(path)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"src/main/java/org/jsoup/nodes/Element.java", "sqlparse/sql.py", "src/lib/isEmail.js"})
    void otherCodeIsSource(String path) {
        assertThat(SourceKinds.source(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "CHANGES", "pom.xml", "src/data.json"})
    void otherFilesAreNeither(String path) {
        assertThat(SourceKinds.source(path) || SourceKinds.test(path)).isFalse();
    }
}

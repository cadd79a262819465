package io.colony.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each threat of docs/security.md names tests that are there. */
class SecurityDocumentTest {
    private static final Path ROOT = Path.of("../..");
    private static final Pattern NAME = Pattern.compile("`(\\w+)`");

    @Test
    void eachThreatNamesTestsThatAreThere() throws IOException {
        List<String> rows = rows(Files.readString(ROOT.resolve("docs/security.md")));
        Set<String> tests = tests();

        assertThat(rows)
                .hasSizeGreaterThan(20)
                .allSatisfy(row -> assertThat(names(row))
                        .as(row)
                        .isNotEmpty()
                        .allSatisfy(name -> assertThat(tests).contains(name)));
    }

    private static List<String> rows(String document) {
        String table = document.substring(document.indexOf("| threat | tried by |"));
        return table.lines().skip(2).takeWhile(line -> line.startsWith("|")).toList();
    }

    private static List<String> names(String row) {
        return NAME.matcher(row).results().map(match -> match.group(1)).toList();
    }

    private static Set<String> tests() throws IOException {
        try (Stream<Path> files = Files.find(
                ROOT.resolve("src"),
                20,
                (path, facts) -> path.toString().matches(".*/src/(test|jenkins-test)/java/.*(Test|IT)\\.java"))) {
            return files.map(path -> path.getFileName().toString().replace(".java", ""))
                    .collect(Collectors.toSet());
        }
    }
}

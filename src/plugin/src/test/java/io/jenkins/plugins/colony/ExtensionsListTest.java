package io.jenkins.plugins.colony;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.Extension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.java.sezpoz.Index;
import net.java.sezpoz.IndexItem;
import org.junit.jupiter.api.Test;

/** The documentation's list of extensions says the truth: all of them, and tests that there are. */
class ExtensionsListTest {
    private static final Path LIST = Path.of("../../docs/jenkins-extensions.md");
    private static final Pattern NAME = Pattern.compile("`([A-Za-z.]+)`");

    /** A line of the table. */
    private record Row(List<String> extensions, List<String> tests) {}

    @Test
    void namesEveryExtensionAndNoOther() throws IOException {
        Set<String> indexed = new TreeSet<>();
        for (IndexItem<Extension, Object> item :
                Index.load(Extension.class, Object.class, JenkinsFacade.class.getClassLoader())) {
            indexed.add(item.className()
                    .substring(item.className().lastIndexOf('.') + 1)
                    .replace('$', '.'));
        }
        assertThat(rows().stream().flatMap(row -> row.extensions().stream()).toList())
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(indexed);
    }

    @Test
    void eachHasTestsThatThereAre() throws IOException {
        Set<String> there;
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            there = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Test.java") || name.endsWith("IT.java"))
                    .map(name -> name.replace(".java", ""))
                    .collect(Collectors.toSet());
        }
        for (Row row : rows()) {
            assertThat(row.tests()).as("tests of %s", row.extensions()).isNotEmpty();
            assertThat(there).as("tests of %s", row.extensions()).containsAll(row.tests());
        }
    }

    private static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (String line : Files.readAllLines(LIST)) {
            String[] cells = line.split("\\|", -1);
            if (cells.length == 5 && cells[1].contains("`")) {
                rows.add(new Row(names(cells[1]), names(cells[3])));
            }
        }
        return rows;
    }

    private static List<String> names(String cell) {
        List<String> names = new ArrayList<>();
        Matcher matcher = NAME.matcher(cell);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }
}

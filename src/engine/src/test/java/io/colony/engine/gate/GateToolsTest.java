package io.colony.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.gate.GateTools.Tool;
import io.colony.engine.gate.GateTools.Watch;
import io.colony.engine.git.BuildTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the table says of itself, and what its page says of it. */
final class GateToolsTest {
    private static final Path PAGE = Path.of("../../docs/gates.md");

    @Test
    void noProgramHasTwoRows() {
        List<String> names =
                GateTools.all().stream().flatMap(tool -> tool.names().stream()).toList();

        assertThat(names).doesNotHaveDuplicates().allMatch(GateTools::knows);
    }

    @Test
    void filesThatAreReadInPartAreReadAsAWhole() {
        for (Tool tool : GateTools.all()) {
            assertThat(tool.watches())
                    .filteredOn(watch -> watch.part().comparesTexts())
                    .allMatch(watch -> BuildTexts.areRead(watch.glob().replace("*", "x")));
        }
    }

    @Test
    void everyKindOfPartIsUsed() {
        Set<Watched> used = GateTools.all().stream()
                .flatMap(tool -> tool.watches().stream())
                .map(Watch::part)
                .collect(Collectors.toCollection(LinkedHashSet::new));

        assertThat(Watched.values())
                .filteredOn(part -> part != Watched.NEW && part != Watched.REQUIREMENTS)
                .allMatch(used::contains);
    }

    @Test
    void thePageHasTheTable() throws IOException {
        List<String> lines =
                new ArrayList<>(List.of("| programs | files | what of them is for a person |", "|---|---|---|"));
        for (Tool tool : GateTools.all()) {
            Map<Watched, List<String>> globs = new LinkedHashMap<>();
            tool.watches()
                    .forEach(watch -> globs.computeIfAbsent(watch.part(), key -> new ArrayList<>())
                            .add(watch.glob()));
            String names = code(tool.names());
            for (Map.Entry<Watched, List<String>> part : globs.entrySet()) {
                lines.add("| " + names + " | " + code(part.getValue()) + " | "
                        + part.getKey().words() + " |");
                names = "";
            }
        }
        Files.write(Path.of("target/gate-tools.md"), lines);

        assertThat(Files.readString(PAGE))
                .as("docs/gates.md; the table as it is now is in src/engine/target/gate-tools.md")
                .contains(String.join("\n", lines));
    }

    private static String code(Collection<String> words) {
        return words.stream().map(word -> "`" + word + "`").collect(Collectors.joining(" "));
    }
}

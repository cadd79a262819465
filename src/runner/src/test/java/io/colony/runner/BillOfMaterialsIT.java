package io.colony.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of what is shipped, which scanners read, is the list of what is there. */
class BillOfMaterialsIT {
    private static final Path PROGRAM = Path.of("target/colony");

    @Test
    void namesEachJarOfTheProgramAndNoOther() throws IOException {
        assertThat(PROGRAM.resolve("bom.json"))
                .as("Maven writes it only where it is online: without -o")
                .exists();
        JsonNode bill = new ObjectMapper().readTree(PROGRAM.resolve("bom.json").toFile());
        List<String> named = Stream.concat(
                        Stream.of(bill.at("/metadata/component")),
                        bill.at("/components").valueStream())
                .map(part ->
                        part.get("name").asText() + "-" + part.get("version").asText() + ".jar")
                .toList();

        try (Stream<Path> jars = Files.list(PROGRAM.resolve("lib"))) {
            assertThat(named)
                    .containsExactlyInAnyOrderElementsOf(
                            jars.map(jar -> jar.getFileName().toString()).toList());
        }
        assertThat(bill.at("/components").findValuesAsText("purl"))
                .filteredOn(purl -> purl.contains("jackson-databind"))
                .singleElement()
                .asString()
                .startsWith("pkg:maven/com.fasterxml.jackson.core/jackson-databind@");
    }
}

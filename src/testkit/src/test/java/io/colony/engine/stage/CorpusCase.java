package io.colony.engine.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An agent of the corpus: a shell script whose first lines say what it does and where that must end.
 *
 * @param facts by name, as the script's head lists them
 */
record CorpusCase(String name, Map<String, String> facts, Path script) {
    /** Every agent of a part of the corpus, by name. */
    static List<CorpusCase> all(String part) {
        try (Stream<Path> scripts = Files.list(directory().resolve(part))) {
            return scripts.map(CorpusCase::read)
                    .sorted(Comparator.comparing(CorpusCase::name))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Path directory() {
        try {
            return Path.of(Objects.requireNonNull(CorpusCase.class.getResource("/corpus"))
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static CorpusCase read(Path script) {
        try {
            Map<String, String> facts = new LinkedHashMap<>();
            Files.readAllLines(script).stream()
                    .takeWhile(line -> line.matches("# [a-z-]+: .*"))
                    .forEach(line ->
                            facts.put(line.substring(2, line.indexOf(':')), line.substring(line.indexOf(':') + 2)));
            String name = script.getFileName().toString().replace(".sh", "");
            return new CorpusCase(name, facts, script);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What to start, in any directory. */
    List<String> command() {
        return List.of("sh", "-c", ". '" + directory().resolve("prelude.sh") + "'\n. '" + script + "'");
    }

    String stage() {
        return fact("stage").orElseThrow();
    }

    Optional<String> fact(String fact) {
        return Optional.ofNullable(facts.get(fact));
    }

    @Override
    public String toString() {
        return name;
    }
}

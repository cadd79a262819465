package io.colony.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The Markdown pages of this repository. */
final class Pages {
    static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    private Pages() {}

    /** README and docs: what people copy from. */
    static List<Document> forPeople() {
        return read(List.of(ROOT.resolve("README.md"), ROOT.resolve("CONTRIBUTING.md"), ROOT.resolve("docs")));
    }

    /** Those, and all others that lead somewhere. */
    static List<Document> all() {
        return read(List.of(
                ROOT.resolve("README.md"),
                ROOT.resolve("AGENTS.md"),
                ROOT.resolve("CHANGELOG.md"),
                ROOT.resolve("CONTRIBUTING.md"),
                ROOT.resolve("SECURITY.md"),
                ROOT.resolve("docs")));
    }

    private static List<Document> read(List<Path> places) {
        return places.stream()
                .flatMap(Pages::markdown)
                .sorted()
                .map(Pages::page)
                .toList();
    }

    private static Stream<Path> markdown(Path place) {
        try (Stream<Path> files = Files.walk(place)) {
            return files.filter(file -> file.toString().endsWith(".md")).toList().stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Document page(Path file) {
        try {
            return Document.read(ROOT, file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

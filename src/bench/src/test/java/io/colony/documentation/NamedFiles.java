package io.colony.documentation;

import io.colony.documentation.Document.Piece;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Files, directories and tests of this repository that running text names. */
final class NamedFiles {
    /** Java classes that have a file, by their simple name. */
    static final Set<String> JAVA = java();

    /** Paths of other people's repositories, in examples. */
    private static final Set<String> OTHERS = Set.of("src/a.txt", "src/test/java");

    private NamedFiles() {}

    static Optional<String> problem(Piece span) {
        String text = span.text();
        if (text.matches("[A-Z][a-z][A-Za-z0-9]+(IT|Test)") && !JAVA.contains(text)) {
            return Optional.of(span.place() + ": there is no test " + text);
        }
        String path = text.split(" ", 2)[0];
        boolean ours = path.matches("(\\./)?(src|docs|bin|\\.mvn|\\.ci)/[A-Za-z0-9._/-]+")
                && !path.contains("/target/")
                && !OTHERS.contains(path);
        return ours && !Files.exists(Pages.ROOT.resolve(path))
                ? Optional.of(span.place() + ": there is no " + path)
                : Optional.empty();
    }

    private static Set<String> java() {
        try (Stream<Path> files = Files.walk(Pages.ROOT.resolve("src"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

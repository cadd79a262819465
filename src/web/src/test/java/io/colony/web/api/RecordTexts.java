package io.colony.web.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a record's Javadoc says of it and of its components. */
record RecordTexts(Optional<String> whole, Map<String, String> components) {
    private static final Path SOURCES = Path.of("..", "engine", "src", "main", "java");

    static RecordTexts of(Class<?> type) {
        Class<?> outer = type;
        while (outer.getEnclosingClass() != null) {
            outer = outer.getEnclosingClass();
        }
        Path source = SOURCES.resolve(outer.getName().replace('.', '/') + ".java");
        if (!Files.exists(source)) {
            return new RecordTexts(Optional.empty(), Map.of());
        }
        Matcher javadoc = Pattern.compile(
                        "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@\\w+(?:\\([^)]*\\))?\\s*)*(?:public )?(?:static )?record "
                                + type.getSimpleName() + "\\(",
                        Pattern.DOTALL)
                .matcher(read(source));
        return javadoc.find() ? parse(javadoc.group(1)) : new RecordTexts(Optional.empty(), Map.of());
    }

    Optional<String> of(String component) {
        return Optional.ofNullable(components.get(component));
    }

    private static RecordTexts parse(String javadoc) {
        String[] parts = javadoc.replaceAll("(?m)^\\s*\\* ?", "").split("@param ", -1);
        Map<String, String> components = new HashMap<>();
        for (int i = 1; i < parts.length; i++) {
            String[] words = parts[i].split("\\s+", 2);
            components.put(words[0], plain(words.length > 1 ? words[1] : ""));
        }
        return new RecordTexts(Optional.of(plain(parts[0])), components);
    }

    private static String plain(String text) {
        return text.replaceAll("\\{@\\w+ ([^}]*)}", "$1")
                .replaceAll("<[^>]*>", "")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static String read(Path source) {
        try {
            return Files.readString(source);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

package io.colony.documentation;

import io.colony.documentation.Document.Piece;
import io.colony.engine.ColonyException;
import io.colony.engine.config.SettingsLoader;
import io.colony.engine.config.SettingsSources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Settings and variables that running text names: the program knows them. */
final class NamedSettings {
    /** What has settings below it and whose name says little else; agents have names of people's own. */
    private static final String SETTING =
            "(store|http|workers|ceilings|memory|recovery|retention|notices|github|intake|webhooks)\\.[a-z_]+";

    /** Likenesses: a column of the store, a key of workflows. */
    private static final Set<String> NONE = Set.of("workers.process_start", "intake.of");

    private static final Path NOWHERE = Path.of("/nowhere");
    private static final Set<String> IN_PROGRAMS = inPrograms();

    private NamedSettings() {}

    static Optional<String> problem(Piece span) {
        String text = span.text();
        if (text.matches("COLONY_[A-Z_]*[A-Z]")) {
            return IN_PROGRAMS.contains(text) || isKnown(Map.of(text, "?"), Map.of())
                    ? Optional.empty()
                    : Optional.of(span.place() + ": no program reads " + text);
        }
        return !text.matches(SETTING)
                        || NONE.contains(text)
                        || isKnown(Map.of(), Map.of(text, "?"))
                        || isKnownElsewhere(text)
                ? Optional.empty()
                : Optional.of(span.place() + ": there is no setting " + text);
    }

    /** What is refused for its value, or for what else is missing, is known. */
    private static boolean isKnown(Map<String, String> environment, Map<String, String> commandLine) {
        try {
            SettingsLoader.load(new SettingsSources(NOWHERE, Optional.empty(), environment, commandLine));
            return true;
        } catch (ColonyException refused) {
            return !refused.getMessage().contains("no setting");
        }
    }

    /** Secrets are read from variables alone. */
    private static boolean isKnownElsewhere(String setting) {
        return isKnown(Map.of("COLONY_" + setting.replace('.', '_').toUpperCase(Locale.ROOT), "?"), Map.of());
    }

    /** Variables that stand in a program's text: read by a shell, or set for what Colony starts. */
    private static Set<String> inPrograms() {
        return Stream.of("bin", "src/engine/src/main/java", "src/plugin/src/main/java")
                .map(Pages.ROOT::resolve)
                .flatMap(NamedSettings::texts)
                .flatMap(text -> Pattern.compile("COLONY_[A-Z_]*[A-Z]")
                        .matcher(text)
                        .results()
                        .map(MatchResult::group))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<String> texts(Path below) {
        try (Stream<Path> files = Files.walk(below)) {
            return files.filter(Files::isRegularFile).map(NamedSettings::text).toList().stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

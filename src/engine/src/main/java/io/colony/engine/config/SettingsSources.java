package io.colony.engine.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where settings are read from; the later wins: defaults, file, environment, command line.
 *
 * @param currentDirectory what relative paths of environment and command line start from, and where {@code colony.yaml}
 *     is looked for; paths in a file start from the file's directory
 * @param file the file asked for; empty to take {@code COLONY_CONFIG}, else {@code colony.yaml} where it is present
 * @param environment of which the variables {@code COLONY_…} count
 * @param commandLine by setting name, such as {@code http.port} or {@code agents.mine.command}
 * @param hostDefaults what the host takes in place of some of the defaults, by setting name
 */
public record SettingsSources(
        Path currentDirectory,
        Optional<Path> file,
        Map<String, String> environment,
        Map<String, String> commandLine,
        Map<String, String> hostDefaults) {
    private static final String DEFAULT_FILE = "colony.yaml";

    /** With the usual defaults. */
    public SettingsSources(
            Path currentDirectory,
            Optional<Path> file,
            Map<String, String> environment,
            Map<String, String> commandLine) {
        this(currentDirectory, file, environment, commandLine, Map.of());
    }

    /** Defaults, and a file or environment where the host has them. */
    public static SettingsSources of(HostEnvironment host) {
        return new SettingsSources(host.currentDirectory(), Optional.empty(), host.variables(), Map.of());
    }

    public SettingsSources withFile(Optional<Path> named) {
        return new SettingsSources(currentDirectory, named, environment, commandLine, hostDefaults);
    }

    /**
     * The {@code colony.yaml} that is taken because it lies in the current directory; empty where there is none, or a file
     * was named. Whoever calls this program in a directory of somebody else's has not chosen it.
     */
    public Optional<Path> unnamedFile() {
        Path here = currentDirectory.resolve(DEFAULT_FILE);
        return namedFile().isEmpty() && Files.exists(here) ? Optional.of(here) : Optional.empty();
    }

    /** What was asked for: by this program's caller, else by {@code COLONY_CONFIG}. */
    Optional<Path> namedFile() {
        return file.or(() -> Optional.ofNullable(environment.get("COLONY_CONFIG"))
                .filter(text -> !text.isBlank())
                .map(Path::of));
    }

    /** With one more setting of the command line. */
    public SettingsSources with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(commandLine);
        more.put(name, value);
        return new SettingsSources(currentDirectory, file, environment, more, hostDefaults);
    }
}

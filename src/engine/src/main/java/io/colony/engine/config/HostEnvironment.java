package io.colony.engine.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What this process was started with. The only reader of environment variables and system properties.
 *
 * @param terminalColumns the width of the terminal that standard output is; empty where it is none
 */
public record HostEnvironment(
        Map<String, String> variables,
        Path currentDirectory,
        Path javaHome,
        String javaVersion,
        String classPath,
        String operatingSystem,
        String architecture,
        String user,
        Optional<Integer> terminalColumns) {

    /** Set by {@code bin/colony} when standard output is a terminal: its width. */
    static final String TERMINAL = "COLONY_TERMINAL";

    private static final int DEFAULT_COLUMNS = 80;

    public static HostEnvironment ofThisProcess() {
        Map<String, String> variables = Map.copyOf(System.getenv());
        return new HostEnvironment(
                variables,
                Path.of(property("user.dir")),
                Path.of(property("java.home")),
                property("java.version"),
                property("java.class.path"),
                property("os.name"),
                property("os.arch"),
                property("user.name"),
                Optional.ofNullable(variables.get(TERMINAL))
                        .filter(columns -> !columns.isEmpty())
                        .map(HostEnvironment::columns));
    }

    /** Whether colour and redrawing are out: no terminal, or one whose user asked for plain output. */
    public boolean plainOutput() {
        return terminalColumns.isEmpty()
                || !variables.getOrDefault("NO_COLOR", "").isEmpty()
                || variables.getOrDefault("TERM", "dumb").equals("dumb");
    }

    public boolean root() {
        return user.equals("root");
    }

    private static int columns(String text) {
        return text.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(text) : DEFAULT_COLUMNS;
    }

    private static String property(String name) {
        return System.getProperty(name, "");
    }
}

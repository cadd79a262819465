package io.colony.engine.config;

import io.colony.engine.ColonyException;
import io.colony.engine.database.DatabaseSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Settings that are kept by a host, such as a build server, and read by the same loader as a file's: the same names, defaults
 * and checks. Whose stages run by executors of the host, so that this process has no worker of its own. Holds nothing.
 *
 * @param directory of Colony in the host; {@code colony.yaml} there is read where the host keeps no settings
 * @param sources what people call the places where values come from
 */
public record HostedSettings(Path directory, Sources sources) {
    private static final String FILE = "settings.yaml";
    private static final String PASSWORD = "COLONY_STORE_PASSWORD";
    private static final String WORKERS = "workers.count";

    /**
     * Executors go on while the host is restarted, and are taken up again if that takes no longer than this. Also after how
     * long somebody else takes over where a host is gone for good.
     */
    private static final Map<String, String> DEFAULTS = Map.of("lease", "10m");

    /**
     * Names of places.
     *
     * @param form where administrators choose
     * @param login where the store's password is kept
     * @param workers why there are none
     */
    public record Sources(String form, String login, String workers) {}

    /** A database role and its password. */
    public record Login(String user, String password) {
        @Override
        public String toString() {
            return user;
        }
    }

    /**
     * What administrators have chosen.
     *
     * @param storeUrl empty where none is chosen
     * @param settings in the form of {@code colony.yaml}
     * @param variables secrets, by the name of a variable
     */
    public record Given(String storeUrl, Optional<Login> login, String settings, Map<String, String> variables) {}

    /**
     * Reads and checks everything, and keeps it as what is in force.
     *
     * @throws ColonyException which says what is wrong and what to do
     */
    public LoadedSettings load(Given given) {
        return load(given, directory.resolve(FILE));
    }

    /** Reads the settings as {@link #load} would, and leaves what is in force as it is. */
    public void check(Given given) {
        Path draft = directory.resolve("draft-" + FILE);
        try {
            try {
                load(given, draft);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException failure) {
            throw new ConfigException("The directory " + directory + " cannot be written: " + failure + ".", failure);
        }
    }

    private LoadedSettings load(Given given, Path file) {
        Map<String, String> values = new HashMap<>(Map.of(WORKERS, "0"));
        if (!given.storeUrl().isEmpty()) {
            values.put("store.url", given.storeUrl());
        }
        given.login().ifPresent(known -> values.put("store.user", known.user()));
        Map<String, String> variables = new HashMap<>(given.variables());
        given.login().ifPresent(known -> variables.put(PASSWORD, known.password()));
        try {
            LoadedSettings loaded = SettingsLoader.load(
                    new SettingsSources(directory, written(given.settings(), file), variables, values, DEFAULTS));
            return new LoadedSettings(loaded.settings(), named(loaded.effective()));
        } catch (ColonyException refused) {
            throw new ConfigException(
                    refused.getMessage().replace("command line: ", "").replace(file.toString(), "Settings"), refused);
        }
    }

    /** The loader reads files: relative paths start from there, and errors name a line of it. */
    private static Optional<Path> written(String settings, Path file) {
        if (settings.isBlank()) {
            return Optional.empty();
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, settings);
            return Optional.of(file);
        } catch (IOException failure) {
            throw new ConfigException("The settings cannot be written to " + file + ": " + failure + ".", failure);
        }
    }

    /** Where the store is, by the same rules. */
    public static DatabaseSettings store(LoadedSettings loaded) {
        return loaded.settings()
                .store()
                .orElseThrow(() -> new ConfigException(
                        "There is no Postgres of its own here: 'embedded' is for the stand-alone program. Set the URL"
                                + " of a server: jdbc:postgresql://HOST:PORT/DATABASE."));
    }

    private EffectiveConfiguration named(EffectiveConfiguration effective) {
        return new EffectiveConfiguration(effective.entries().stream()
                .map(entry -> new EffectiveConfiguration.Entry(entry.name(), entry.value(), source(entry)))
                .toList());
    }

    private String source(EffectiveConfiguration.Entry entry) {
        if (entry.source().equals("command line")) {
            return entry.name().equals(WORKERS) ? sources.workers() : sources.form();
        }
        return entry.source().equals("environment " + PASSWORD) ? sources.login() : entry.source();
    }
}

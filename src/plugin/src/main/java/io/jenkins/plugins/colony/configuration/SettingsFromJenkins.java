package io.jenkins.plugins.colony.configuration;

import io.colony.engine.ColonyException;
import io.colony.engine.config.ConfigException;
import io.colony.engine.config.EffectiveConfiguration;
import io.colony.engine.config.LoadedSettings;
import io.colony.engine.config.SettingsLoader;
import io.colony.engine.config.SettingsSources;
import io.colony.engine.database.DatabaseSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is set in Jenkins, read by the engine's own loader: the same names, defaults and checks as everywhere. Settings that
 * have no form here may stand in {@code colony.yaml} in the plugin's directory.
 */
public final class SettingsFromJenkins {
    private static final String FORM = "Jenkins: System, Colony";
    private static final String FILE = "settings.yaml";
    private static final String PASSWORD = "COLONY_STORE_PASSWORD";

    /** None of this process: stages run in builds. */
    private static final String WORKERS = "workers.count";

    /**
     * Builds go on while the controller is restarted, and are taken up again if that takes no longer than this. Also after
     * how long somebody else takes over where a controller is gone for good.
     */
    private static final Map<String, String> DEFAULTS = Map.of("lease", "10m");

    /** Of what stands for an App another form is expected than of a token. */
    private static final Pattern APP = Pattern.compile("app_variable['\"]?\\s*:\\s*['\"]?(\\w+)");

    private SettingsFromJenkins() {}

    /** A database role and its password. */
    public record Login(String user, String password) {
        @Override
        public String toString() {
            return user;
        }
    }

    /**
     * Reads and checks everything.
     *
     * @param directory the plugin's own
     * @param secrets by the name of a variable
     * @throws io.colony.engine.ColonyException which says what is wrong and what to do
     */
    public static LoadedSettings load(
            Path directory, Choice choice, Optional<Login> login, Map<String, String> secrets) {
        return load(directory, choice, login, secrets, directory.resolve(FILE));
    }

    /** Reads the settings as {@link #load} would, and leaves what is in force as it is. */
    static void check(Path directory, Choice choice) {
        Path draft = directory.resolve("draft-" + FILE);
        Map<String, String> any = new HashMap<>();
        // Whether credentials are there is asked when they are used.
        choice.secrets().keySet().forEach(name -> any.put(name, "stands_for_a_secret_of_the_form"));
        APP.matcher(choice.settings())
                .results()
                .map(match -> match.group(1))
                .forEach(name -> any.computeIfPresent(name, (key, text) -> "1\n-----BEGIN PRIVATE KEY-----"));
        try {
            try {
                load(directory, choice, Optional.empty(), any, draft);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException failure) {
            throw new ConfigException("Jenkins' home cannot be written: " + failure + ".", failure);
        }
    }

    private static LoadedSettings load(
            Path directory, Choice choice, Optional<Login> login, Map<String, String> secrets, Path file) {
        Map<String, String> values = new HashMap<>(Map.of(WORKERS, "0"));
        if (choice.store().isSet()) {
            values.put("store.url", choice.store().url());
        }
        login.ifPresent(known -> values.put("store.user", known.user()));
        Map<String, String> variables = new HashMap<>(secrets);
        login.ifPresent(known -> variables.put(PASSWORD, known.password()));
        LoadedSettings loaded;
        try {
            loaded = SettingsLoader.load(
                    new SettingsSources(directory, written(choice.settings(), file), variables, values, DEFAULTS));
        } catch (ColonyException refused) {
            throw new ConfigException(
                    refused.getMessage().replace("command line: ", "").replace(file.toString(), "Settings"), refused);
        }
        return new LoadedSettings(loaded.settings(), named(loaded.effective(), choice));
    }

    /** The engine's loader reads files: relative paths start from there, and errors name a line of it. */
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
                        "A controller has no Postgres of its own: 'embedded' is for the stand-alone program. Set the URL"
                                + " of a server: jdbc:postgresql://HOST:PORT/DATABASE."));
    }

    /** With the sources that people here know. */
    private static EffectiveConfiguration named(EffectiveConfiguration effective, Choice choice) {
        return new EffectiveConfiguration(effective.entries().stream()
                .map(entry -> new EffectiveConfiguration.Entry(entry.name(), entry.value(), source(entry, choice)))
                .toList());
    }

    private static String source(EffectiveConfiguration.Entry entry, Choice choice) {
        String source = entry.source();
        if (source.equals("command line")) {
            return entry.name().equals(WORKERS) ? "Jenkins: stages run in builds" : FORM;
        }
        return source.equals("environment " + PASSWORD)
                ? "Jenkins: credentials " + choice.store().credentialsId()
                : source;
    }
}

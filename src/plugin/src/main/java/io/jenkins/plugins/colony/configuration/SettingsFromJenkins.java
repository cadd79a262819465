package io.jenkins.plugins.colony.configuration;

import io.colony.engine.config.ConfigException;
import io.colony.engine.config.EffectiveConfiguration;
import io.colony.engine.config.LoadedSettings;
import io.colony.engine.config.SettingsLoader;
import io.colony.engine.config.SettingsSources;
import io.colony.engine.database.DatabaseSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is set in Jenkins, read by the engine's own loader: the same names, defaults and checks as everywhere. Settings that
 * have no form here may stand in {@code colony.yaml} in the plugin's directory.
 */
public final class SettingsFromJenkins {
    private static final String FORM = "Jenkins: System, Colony";
    private static final String PASSWORD = "COLONY_STORE_PASSWORD";

    /** None of this process: stages run in builds. */
    private static final String WORKERS = "workers.count";

    /**
     * Builds go on while the controller is restarted, and are taken up again if that takes no longer than this. Also after
     * how long somebody else takes over where a controller is gone for good.
     */
    private static final Map<String, String> DEFAULTS = Map.of("lease", "10m");

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
     * @throws io.colony.engine.ColonyException which says what is wrong and what to do
     */
    public static LoadedSettings load(Path directory, StoreChoice store, Optional<Login> login) {
        Map<String, String> values = new HashMap<>(Map.of("store.url", store.url(), WORKERS, "0"));
        login.ifPresent(known -> values.put("store.user", known.user()));
        Map<String, String> secrets =
                login.map(known -> Map.of(PASSWORD, known.password())).orElse(Map.of());
        LoadedSettings loaded;
        try {
            loaded = SettingsLoader.load(new SettingsSources(directory, Optional.empty(), secrets, values, DEFAULTS));
        } catch (ConfigException refused) {
            throw new ConfigException(refused.getMessage().replace("command line: ", ""), refused);
        }
        return new LoadedSettings(loaded.settings(), named(loaded.effective(), store.credentialsId()));
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
    private static EffectiveConfiguration named(EffectiveConfiguration effective, String credentialsId) {
        return new EffectiveConfiguration(effective.entries().stream()
                .map(entry ->
                        new EffectiveConfiguration.Entry(entry.name(), entry.value(), source(entry, credentialsId)))
                .toList());
    }

    private static String source(EffectiveConfiguration.Entry entry, String credentialsId) {
        String source = entry.source();
        if (source.equals("command line")) {
            return entry.name().equals(WORKERS) ? "Jenkins: stages run in builds" : FORM;
        }
        return source.equals("environment " + PASSWORD) ? "Jenkins: credentials " + credentialsId : source;
    }
}

package io.jenkins.plugins.colony.configuration;

import io.colony.engine.config.HostedSettings;
import io.colony.engine.config.HostedSettings.Login;
import io.colony.engine.config.LoadedSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What is set in Jenkins, by the names that people here know. */
public final class SettingsFromJenkins {
    /** Of what stands for an App another form is expected than of a token. */
    private static final Pattern APP = Pattern.compile("app_variable['\"]?\\s*:\\s*['\"]?(\\w+)");

    private SettingsFromJenkins() {}

    /**
     * Reads and checks everything.
     *
     * @param directory the plugin's own
     * @param secrets by the name of a variable
     * @throws io.colony.engine.ColonyException which says what is wrong and what to do
     */
    public static LoadedSettings load(
            Path directory, Choice choice, Optional<Login> login, Map<String, String> secrets) {
        return hosted(directory, choice).load(given(choice, login, secrets));
    }

    /** Reads the settings as {@link #load} would, and leaves what is in force as it is. */
    static void check(Path directory, Choice choice) {
        Map<String, String> any = new HashMap<>();
        // Whether credentials are there is asked when they are used.
        choice.secrets().keySet().forEach(name -> any.put(name, "stands_for_a_secret_of_the_form"));
        APP.matcher(choice.settings())
                .results()
                .map(match -> match.group(1))
                .forEach(name -> any.computeIfPresent(name, (key, text) -> "1\n-----BEGIN PRIVATE KEY-----"));
        hosted(directory, choice).check(given(choice, Optional.empty(), any));
    }

    private static HostedSettings hosted(Path directory, Choice choice) {
        return new HostedSettings(
                directory,
                new HostedSettings.Sources(
                        "Jenkins: System, Colony",
                        "Jenkins: credentials " + choice.store().credentialsId(),
                        "Jenkins: stages run in builds"));
    }

    private static HostedSettings.Given given(Choice choice, Optional<Login> login, Map<String, String> secrets) {
        return new HostedSettings.Given(choice.store().url(), login, choice.settings(), secrets);
    }
}

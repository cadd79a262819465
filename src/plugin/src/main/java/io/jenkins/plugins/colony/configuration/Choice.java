package io.jenkins.plugins.colony.configuration;

import io.colony.engine.config.ConfigException;
import io.jenkins.plugins.colony.JenkinsFacade;
import java.util.HashMap;
import java.util.Map;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/**
 * All that is chosen in Jenkins, by whose change the store is opened anew.
 *
 * @param settings in the form of {@code colony.yaml}; empty where that file is read
 * @param secrets ids of credentials, by the name of a variable
 */
public record Choice(StoreChoice store, String settings, Map<String, String> secrets) {
    public Choice {
        secrets = Map.copyOf(secrets);
    }

    /** Without settings or secrets. */
    public Choice(StoreChoice store) {
        this(store, "", Map.of());
    }

    /**
     * The secrets themselves, by the name of a variable.
     *
     * @throws ConfigException which names the credentials that are missing
     */
    public Map<String, String> variables(JenkinsFacade jenkins) {
        Map<String, String> variables = new HashMap<>();
        secrets.forEach((name, id) -> variables.put(
                name,
                jenkins.credentials(StringCredentials.class, id)
                        .orElseThrow(() -> new ConfigException("There is no secret text '" + id
                                + "' in Jenkins' global store, which variable " + name
                                + " is to have. Make it, or choose another in Manage Jenkins, System, Colony."))
                        .getSecret()
                        .getPlainText()));
        return variables;
    }
}

package io.jenkins.plugins.colony.configuration;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import io.colony.engine.config.ConfigException;
import io.jenkins.plugins.colony.JenkinsFacade;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All that is chosen in Jenkins, by whose change the store is opened anew.
 *
 * @param settings in the form of {@code colony.yaml}; empty where that file is read
 * @param secrets ids of credentials, by the name of a variable
 * @param repositories that are worked on, such as {@code acme/shop}; what was registered elsewhere stays
 */
public record Choice(StoreChoice store, String settings, Map<String, String> secrets, List<String> repositories) {
    public Choice {
        secrets = Map.copyOf(secrets);
        repositories = List.copyOf(repositories);
    }

    /** Without repositories. */
    public Choice(StoreChoice store, String settings, Map<String, String> secrets) {
        this(store, settings, secrets, List.of());
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
                jenkins.credentials(StandardCredentials.class, id)
                        .flatMap(SecretKind::of)
                        .orElseThrow(() -> new ConfigException("There is no secret text and no GitHub App '" + id
                                + "' in Jenkins' global store, which variable " + name
                                + " is to have. Make it, or choose"
                                + " another in Manage Jenkins, System, Colony. A GitHub App needs the plugin GitHub"
                                + " Branch Source."))));
        return variables;
    }
}

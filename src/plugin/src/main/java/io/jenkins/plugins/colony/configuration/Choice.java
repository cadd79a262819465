package io.jenkins.plugins.colony.configuration;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import io.colony.engine.config.ConfigException;
import io.jenkins.plugins.colony.JenkinsFacade;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * All that is chosen in Jenkins, by whose change the store is opened anew.
 *
 * @param settings in the form of {@code colony.yaml}; empty where that file is read
 * @param secrets ids of credentials, by the name of a variable
 * @param repositories that are worked on, such as {@code acme/shop}; what was registered elsewhere stays
 */
public record Choice(StoreChoice store, String settings, Map<String, String> secrets, List<String> repositories) {
    private static final Pattern REPOSITORY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*/[A-Za-z0-9._-]+");

    public Choice {
        secrets = Map.copyOf(secrets);
        repositories = List.copyOf(repositories);
    }

    /** Without repositories. */
    public Choice(StoreChoice store, String settings, Map<String, String> secrets) {
        this(store, settings, secrets, List.of());
    }

    /**
     * Reads what administrators write, a repository a line.
     *
     * @throws ConfigException which names the line that is none
     */
    static List<String> repositories(String text) {
        List<String> lines = text.lines().map(String::strip).toList();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isEmpty() && !REPOSITORY.matcher(lines.get(i)).matches()) {
                throw new ConfigException("Repositories, line " + (i + 1) + ": '" + lines.get(i)
                        + "' is no repository. Write one a line, such as acme/shop.");
            }
        }
        return lines.stream().filter(line -> !line.isEmpty()).distinct().toList();
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

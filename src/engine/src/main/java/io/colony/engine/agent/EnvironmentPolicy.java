package io.colony.engine.agent;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The environment of an agent program: put together from an allow-list, with a home of its own, and never with what opens
 * a code host or a Jenkins.
 */
public final class EnvironmentPolicy {
    /** Always inherited where set; configuration only adds to them. */
    public static final Set<String> INHERITED =
            Set.of("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "JAVA_HOME", "SSL_CERT_FILE", "SSL_CERT_DIR");

    private static final List<String> REFUSED_PREFIXES =
            List.of("GITHUB_", "GH_", "GITLAB_", "BITBUCKET_", "JENKINS_", "HUDSON_");
    private static final Set<String> REFUSED =
            Set.of("GIT_ASKPASS", "SSH_ASKPASS", "SSH_AUTH_SOCK", "GIT_SSH", "GIT_SSH_COMMAND", "NETRC");
    private static final String USUAL_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private EnvironmentPolicy() {}

    /**
     * What may be inherited from this program's environment.
     *
     * @param own this program's environment
     * @param alsoAllowed names that an operator added, such as the model provider's key
     * @throws AgentException where one of them opens a code host or a Jenkins
     */
    public static Map<String, String> inherit(Map<String, String> own, Collection<String> alsoAllowed) {
        alsoAllowed.forEach(EnvironmentPolicy::check);
        Set<String> allowed = new TreeSet<>(INHERITED);
        allowed.addAll(alsoAllowed);
        Map<String, String> inherited = new TreeMap<>(own);
        inherited.keySet().retainAll(allowed);
        return inherited;
    }

    /** The directory for temporary files: below the home, so that it goes with it. */
    public static Path temporary(Path home) {
        return home.resolve("tmp");
    }

    /**
     * All of a run's environment. Home and temporary directory cannot be overridden.
     *
     * @param inherited what {@link #inherit} allowed
     * @param added by the stage
     * @throws AgentException where one of them opens a code host or a Jenkins
     */
    public static Map<String, String> compose(Map<String, String> inherited, Path home, Map<String, String> added) {
        Map<String, String> environment = new TreeMap<>();
        environment.put("PATH", USUAL_PATH);
        environment.put("LANG", "C.UTF-8");
        environment.put("TERM", "dumb");
        environment.put("NO_COLOR", "1");
        environment.put("GIT_TERMINAL_PROMPT", "0");
        environment.putAll(inherited);
        environment.putAll(added);
        environment.keySet().forEach(EnvironmentPolicy::check);
        environment.put("HOME", home.toAbsolutePath().toString());
        environment.put("TMPDIR", temporary(home.toAbsolutePath()).toString());
        return environment;
    }

    private static void check(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        if (REFUSED.contains(upper) || REFUSED_PREFIXES.stream().anyMatch(upper::startsWith)) {
            throw new AgentException(
                    "The variable '" + name + "' must not reach an agent program: it opens a code host or"
                            + " a Jenkins. Take it out of the allowed environment; Colony pushes by itself.");
        }
    }
}

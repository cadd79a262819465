package io.jenkins.plugins.colony.configuration;

import com.cloudbees.plugins.credentials.Credentials;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.ExtensionPoint;
import java.util.Optional;
import org.jenkinsci.plugins.github_branch_source.GitHubAppCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/** What a variable may stand for besides a secret text. A kind whose plugin is not installed is not loaded at all. */
public interface SecretKind extends ExtensionPoint {
    boolean takes(Credentials credentials);

    /** Of credentials that it takes. */
    String content(Credentials credentials);

    /** Whether a variable may stand for them. Their secret is not looked at. */
    static boolean anyTakes(Credentials credentials) {
        return credentials instanceof StringCredentials
                || ExtensionList.lookup(SecretKind.class).stream().anyMatch(kind -> kind.takes(credentials));
    }

    /** What a variable that stands for them holds; empty where none may. */
    static Optional<String> of(Credentials credentials) {
        return credentials instanceof StringCredentials text
                ? Optional.of(text.getSecret().getPlainText())
                : ExtensionList.lookup(SecretKind.class).stream()
                        .filter(kind -> kind.takes(credentials))
                        .map(kind -> kind.content(credentials))
                        .findFirst();
    }

    /** One of GitHub Branch Source. Colony asks for its tokens itself, whichever owner it is limited to in Jenkins. */
    @Extension(optional = true)
    final class GitHubApp implements SecretKind {
        @Override
        public boolean takes(Credentials credentials) {
            return credentials instanceof GitHubAppCredentials;
        }

        @Override
        public String content(Credentials credentials) {
            return content((GitHubAppCredentials) credentials);
        }

        /** Public, so that Jenkins does not load this class where the plugin is missing. */
        public String content(GitHubAppCredentials app) {
            return content(app.getAppID(), app.getPrivateKey().getPlainText());
        }

        /** As the setting {@code github.app_variable} takes it. */
        static String content(String id, String key) {
            return id.strip() + "\n" + key.strip() + "\n";
        }
    }
}

package io.jenkins.plugins.colony.configuration;

import com.cloudbees.plugins.credentials.Credentials;
import hudson.Extension;
import java.util.Optional;
import org.jenkinsci.plugins.github_branch_source.GitHubAppCredentials;

/**
 * A GitHub App of the plugin GitHub Branch Source, where that is installed. Colony asks for the App's tokens itself, for each
 * repository's owner; which owner and which repositories the credentials are limited to in Jenkins does not matter here.
 */
@Extension(optional = true)
public final class GitHubApp implements SecretKind {
    @Override
    public Optional<String> content(Credentials credentials) {
        return credentials instanceof GitHubAppCredentials app ? Optional.of(content(app)) : Optional.empty();
    }

    @Override
    public boolean takes(Credentials credentials) {
        return credentials instanceof GitHubAppCredentials;
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

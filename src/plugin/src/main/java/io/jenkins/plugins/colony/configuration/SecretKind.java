package io.jenkins.plugins.colony.configuration;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.ExtensionPoint;
import java.util.Optional;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/**
 * A kind of credentials that a variable may stand for. One whose plugin is not installed is not loaded at all: only its own
 * class names types of that plugin.
 */
public interface SecretKind extends ExtensionPoint {
    /** What the variable holds; empty where the credentials are of another kind. */
    Optional<String> content(Credentials credentials);

    /** Whether they are of this kind. Their secret is not looked at. */
    boolean takes(Credentials credentials);

    /** Whether a variable may stand for them. */
    static boolean anyTakes(Credentials credentials) {
        return ExtensionList.lookup(SecretKind.class).stream().anyMatch(kind -> kind.takes(credentials));
    }

    /** What a variable that stands for them holds. */
    static Optional<String> of(StandardCredentials credentials) {
        return ExtensionList.lookup(SecretKind.class).stream()
                .map(kind -> kind.content(credentials))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** A secret text, as it is. */
    @Extension
    final class Text implements SecretKind {
        @Override
        public Optional<String> content(Credentials credentials) {
            return credentials instanceof StringCredentials text
                    ? Optional.of(text.getSecret().getPlainText())
                    : Optional.empty();
        }

        @Override
        public boolean takes(Credentials credentials) {
            return credentials instanceof StringCredentials;
        }
    }
}

package io.jenkins.plugins.colony.configuration;

import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import io.colony.engine.config.ConfigException;
import io.colony.engine.config.HostedSettings;
import io.jenkins.plugins.colony.JenkinsFacade;
import java.util.Optional;

/** The database role's name and password, from Jenkins' credentials. */
public final class StoreLogin {
    private StoreLogin() {}

    /** Empty where no credentials are chosen. */
    public static Optional<HostedSettings.Login> of(StoreChoice store, JenkinsFacade jenkins) {
        if (store.credentialsId().isEmpty()) {
            return Optional.empty();
        }
        StandardUsernamePasswordCredentials found = jenkins.credentials(
                        StandardUsernamePasswordCredentials.class, store.credentialsId())
                .orElseThrow(() -> new ConfigException("There are no credentials '" + store.credentialsId()
                        + "' with user name and password in Jenkins' global store. Make them, or choose others in Manage"
                        + " Jenkins, System, Colony."));
        return Optional.of(new HostedSettings.Login(
                found.getUsername(), found.getPassword().getPlainText()));
    }
}

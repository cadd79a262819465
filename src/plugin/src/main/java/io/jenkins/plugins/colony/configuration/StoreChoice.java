package io.jenkins.plugins.colony.configuration;

/**
 * Which store is used.
 *
 * @param url a {@code jdbc:postgresql:} URL; empty where none is set
 * @param credentialsId of the database role's name and password; empty where the server asks for none
 */
public record StoreChoice(String url, String credentialsId) {
    public StoreChoice {
        url = url.strip();
        credentialsId = credentialsId.strip();
    }

    public boolean isSet() {
        return !url.isEmpty();
    }
}

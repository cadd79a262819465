package io.colony.web.host.ask;

import io.colony.engine.ColonyException;

/** A repository's name, as somebody wrote it. */
public final class RepositoryName {
    private RepositoryName() {}

    /** @throws ColonyException where it is none */
    public static String of(String text) {
        if (!text.matches("[A-Za-z0-9._-]+/[A-Za-z0-9._-]+")) {
            throw new ColonyException("'" + text + "' is no repository: it should read owner/name.");
        }
        return text;
    }
}

package io.colony.engine.git;

import java.util.Map;

/**
 * What git is given to reach a remote, for the one call that reaches it: a credential travels in that call's environment
 * and is in no argument, address, configuration or clone. Safe for use by many threads.
 */
@FunctionalInterface
public interface RemoteAccess {
    /** Nothing: for remotes that ask for no credential. */
    RemoteAccess NONE = url -> Map.of();

    /**
     * The variables to add.
     *
     * @param url where git is about to connect to; whoever does not know it gives nothing
     */
    Map<String, String> environment(String url);
}

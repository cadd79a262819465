package io.colony.engine.status;

import java.net.URI;
import java.util.Optional;

/**
 * Where an issue's repository is.
 *
 * @param forge the adapter that it is reached through, such as {@code local}
 * @param address of the repository's page on the web; empty where it has none
 */
public record CodeHostEntry(String forge, Optional<String> address) {
    private static final String SUFFIX = ".git";

    /** What a clone address says, without credentials; a code host on this machine has no pages. */
    static CodeHostEntry of(String forge, String cloneUrl) {
        return new CodeHostEntry(forge, forge.equals("github") ? page(cloneUrl) : Optional.empty());
    }

    private static Optional<String> page(String cloneUrl) {
        try {
            URI clone = URI.create(cloneUrl);
            boolean web = "https".equals(clone.getScheme()) || "http".equals(clone.getScheme());
            if (!web || clone.getHost() == null) {
                return Optional.empty();
            }
            String port = clone.getPort() < 0 ? "" : ":" + clone.getPort();
            String path = clone.getRawPath();
            return Optional.of(clone.getScheme() + "://" + clone.getHost() + port
                    + (path.endsWith(SUFFIX) ? path.substring(0, path.length() - SUFFIX.length()) : path));
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }
}

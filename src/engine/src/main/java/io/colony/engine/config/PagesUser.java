package io.colony.engine.config;

import java.util.List;
import java.util.Set;

/**
 * Somebody who may see the pages.
 *
 * @param login as the code host knows them: in this name commands are carried out, and the code host is asked for its rights
 * @param roles what they may do here, of {@link #ROLES}
 * @param secret what is kept of their password or token
 */
public record PagesUser(String login, Set<String> roles, CredentialHash secret) {
    /** See pages; move issues; approve changes; read what agents said. Each stands for itself. */
    public static final List<String> ROLES = List.of("read", "operate", "approve", "transcript");

    /** What a login may be: no colon, which ends it in HTTP's Basic authentication. */
    static final String LOGIN = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

    public PagesUser {
        if (!isLogin(login)) {
            throw new ConfigException("'" + login + "' is no login; use letters, digits, dots, hyphens and underscores,"
                    + " at most 64, as the code host knows the person.");
        }
        roles = Set.copyOf(roles);
        roles.stream().filter(role -> !ROLES.contains(role)).findFirst().ifPresent(unknown -> {
            throw new ConfigException(
                    "There is no role '" + unknown + "'. Name one or more of " + String.join(", ", ROLES) + ".");
        });
        if (roles.isEmpty()) {
            throw new ConfigException(login + " has no role and could see nothing. Name one or more of "
                    + String.join(", ", ROLES) + ".");
        }
    }

    /** Whether a text could be one. */
    public static boolean isLogin(String text) {
        return text.matches(LOGIN);
    }
}

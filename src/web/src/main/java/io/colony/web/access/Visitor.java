package io.colony.web.access;

import java.util.Set;

/**
 * Who sent a request.
 *
 * @param login as the code host knows them: in this name commands are carried out, and the code host is asked for its rights
 * @param roles what they may do here
 */
public record Visitor(String login, Set<Role> roles) {
    public Visitor {
        roles = Set.copyOf(roles);
    }

    public boolean may(Role role) {
        return roles.contains(role);
    }
}

package io.jenkins.plugins.colony.access;

import io.colony.web.access.Access;
import io.colony.web.access.Role;
import io.colony.web.access.Visitor;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Whoever Jenkins says it is, with the roles that its permissions amount to. Holds nothing of a request. */
public final class JenkinsAccess implements Access {
    private static final Entry FORBIDDEN = new Entry.Refused(
            403,
            "You may not see these pages",
            "An administrator of this Jenkins grants it: the permission Read of the group Colony.",
            Map.of());

    private final Supplier<String> user;
    private final Predicate<Role> rights;

    /**
     * @param user the id of who sends the request at hand
     * @param rights whether that one has a role
     */
    public JenkinsAccess(Supplier<String> user, Predicate<Role> rights) {
        this.user = user;
        this.rights = rights;
    }

    @Override
    public Entry enter(HttpServletRequest request) {
        Visitor visitor = new Visitor(
                user.get(), Arrays.stream(Role.values()).filter(rights).collect(Collectors.toUnmodifiableSet()));
        return visitor.may(Role.READ) ? new Entry.Admitted(visitor) : FORBIDDEN;
    }
}

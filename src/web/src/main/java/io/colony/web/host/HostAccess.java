package io.colony.web.host;

import io.colony.web.access.Access;
import io.colony.web.access.Role;
import io.colony.web.access.Visitor;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Whoever the host says it is, with the roles that its permissions amount to. Holds nothing of a request. */
public final class HostAccess implements Access {
    private final Supplier<String> user;
    private final Predicate<Role> rights;
    private final Entry forbidden;

    /**
     * @param user the id of who sends the request at hand
     * @param rights whether that one has a role
     * @param grant who lets people see pages, and how, for whom may not
     */
    public HostAccess(Supplier<String> user, Predicate<Role> rights, String grant) {
        this.forbidden = new Entry.Refused(403, "You may not see these pages", grant, Map.of());
        this.user = user;
        this.rights = rights;
    }

    @Override
    public Entry enter(HttpServletRequest request) {
        Visitor visitor = new Visitor(
                user.get(), Arrays.stream(Role.values()).filter(rights).collect(Collectors.toUnmodifiableSet()));
        return visitor.may(Role.READ) ? new Entry.Admitted(visitor) : forbidden;
    }
}

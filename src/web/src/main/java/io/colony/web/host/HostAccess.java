package io.colony.web.host;

import io.colony.web.access.Access;
import io.colony.web.access.Role;
import io.colony.web.access.Visitor;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Whoever the host says it is, with the roles that its permissions amount to. Holds nothing of a request. */
public final class HostAccess implements Access {
    private final Supplier<String> user;
    private final BiPredicate<Role, Optional<Where>> rights;
    private final Entry forbidden;

    /**
     * @param user the id of who sends the request at hand
     * @param rights whether that one has a role for what the request is about, or for everything where it is about all
     * @param grant who lets people see pages, and how, for whom may not
     */
    public HostAccess(Supplier<String> user, BiPredicate<Role, Optional<Where>> rights, String grant) {
        this.forbidden = new Entry.Refused(403, "You may not see these pages", grant, Map.of());
        this.user = user;
        this.rights = rights;
    }

    @Override
    public Entry enter(HttpServletRequest request) {
        Optional<Where> where =
                Where.of(Optional.ofNullable(request.getPathInfo()).orElse("/"));
        Visitor visitor = new Visitor(
                user.get(),
                Arrays.stream(Role.values())
                        .filter(role -> rights.test(role, where))
                        .collect(Collectors.toUnmodifiableSet()));
        return visitor.may(Role.READ) ? new Entry.Admitted(visitor) : forbidden;
    }
}

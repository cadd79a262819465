package io.colony.web.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;
import java.util.Map;

/**
 * Everybody is the user who runs the program: for a server that only this machine reaches. What a proxy brings is refused,
 * since then others reach it after all.
 */
public final class LoopbackAccess implements Access {
    private static final Entry THROUGH_PROXY = new Entry.Refused(
            403,
            "This server knows nobody who comes through a proxy",
            "It lets everybody in as the user who runs it, and so takes requests of this machine alone. To put it behind a"
                    + " proxy, set http.behind_proxy and http.users_file, and make an entry: colony user add LOGIN.",
            Map.of());

    private final Entry everybody;

    public LoopbackAccess(String login) {
        this.everybody = new Entry.Admitted(new Visitor(login, EnumSet.allOf(Role.class)));
    }

    @Override
    public Entry enter(HttpServletRequest request) {
        return Origin.throughProxy(request) ? THROUGH_PROXY : everybody;
    }
}

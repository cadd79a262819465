package io.colony.web.host;

import io.colony.web.access.RequestGuard;
import io.colony.web.access.Visitor;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.Function;

/**
 * Forms carry the host's crumb. The host itself refuses every POST without a valid one before it comes here, save those of
 * programs that sign in by an API token. Where an administrator has switched that off, forms carry a token of our own.
 */
public final class CrumbGuard implements RequestGuard {
    private final Function<HttpServletRequest, Optional<Field>> crumb;
    private final RequestGuard instead;

    /**
     * @param crumb what the host wants to see; empty where it asks for none
     * @param instead guards where the host does not
     */
    public CrumbGuard(Function<HttpServletRequest, Optional<Field>> crumb, RequestGuard instead) {
        this.crumb = crumb;
        this.instead = instead;
    }

    @Override
    public Field field(HttpServletRequest request, Visitor visitor) {
        return crumb.apply(request).orElseGet(() -> instead.field(request, visitor));
    }

    @Override
    public boolean meant(HttpServletRequest request, Visitor visitor) {
        return crumb.apply(request).isPresent() || instead.meant(request, visitor);
    }
}

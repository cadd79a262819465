package io.colony.web;

import io.colony.web.access.RequestGuard;
import io.colony.web.access.Role;
import io.colony.web.access.Visitor;
import io.colony.web.act.LastAnswer;
import io.colony.web.exchange.Answer;
import io.colony.web.exchange.Problem;
import io.colony.web.exchange.Query;
import io.colony.web.layout.Frame;
import io.colony.web.layout.PageContext;
import io.colony.web.layout.Surroundings;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.stream.Collectors;

/** Who gets an answer, and in which form: a program gets JSON, a person a page in their language. */
final class Reader {
    private static final Visitor NOBODY = new Visitor("-", Set.of());
    private static final RequestGuard.Field NONE = new RequestGuard.Field("none", "");

    private final HttpServletRequest request;
    private final String path;
    private final PageContext context;

    Reader(HttpServletRequest request, String path, Preferences preferences, Surroundings surroundings) {
        this(
                request,
                path,
                new PageContext(
                        root(path),
                        preferences.here(request, path),
                        preferences.words(),
                        preferences.theme(),
                        NOBODY,
                        NONE,
                        surroundings));
    }

    private Reader(HttpServletRequest request, String path, PageContext context) {
        this.request = request;
        this.path = path;
        this.context = context;
    }

    Reader as(Visitor visitor, RequestGuard guard) {
        return new Reader(
                request,
                path,
                new PageContext(
                        context.root(),
                        context.here(),
                        context.words(),
                        context.theme(),
                        visitor,
                        guard.field(request, visitor),
                        context.surroundings()));
    }

    PageContext context() {
        return context;
    }

    /** All that an answer depends on besides the store. */
    String key() {
        return String.join(
                "\n",
                path,
                String.valueOf(request.getQueryString()),
                context.here(),
                context.words().tag(),
                context.theme(),
                context.visitor().login(),
                context.field().value(),
                new Query(request).cookie(LastAnswer.COOKIE).orElse(""),
                context.visitor().roles().stream().sorted().map(Role::slug).collect(Collectors.joining(",")));
    }

    Answer problem(Problem problem) {
        return path.startsWith("/api/") || path.startsWith("/health/")
                ? problem.json()
                : Frame.problem(context, problem);
    }

    /** The way from the page back to the mount point, such as {@code ../../}. */
    private static String root(String path) {
        long depth = path.chars().filter(c -> c == '/').count() - 1;
        return depth <= 0 ? "./" : "../".repeat((int) depth);
    }
}

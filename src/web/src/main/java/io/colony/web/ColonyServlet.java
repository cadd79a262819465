package io.colony.web;

import io.colony.engine.log.Log;
import io.colony.engine.status.StoreUnavailableException;
import io.colony.web.access.Access.Entry;
import io.colony.web.access.Permissions;
import io.colony.web.access.Role;
import io.colony.web.act.ActRoutes;
import io.colony.web.exchange.AddressPattern;
import io.colony.web.exchange.Answer;
import io.colony.web.exchange.Problem;
import io.colony.web.exchange.Query;
import io.colony.web.exchange.RequestProblem;
import io.colony.web.live.ChangeHub;
import io.colony.web.live.EventStream;
import io.colony.web.live.PageCache;
import io.colony.web.metrics.Metrics;
import io.colony.web.webhook.WebhookDoor;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.MappingMatch;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;

/**
 * The JSON API and the pages. Any container mounts it, at any path, as {@code /*}: all links are relative. GET and
 * HEAD only read. POST is for commands, and for the door of webhooks, which asks for no session and no name: a
 * signature is all that counts there. Safe for use by many threads.
 */
public final class ColonyServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = Log.of(ColonyServlet.class);
    private static final Set<String> METHODS = Set.of("GET", "HEAD");
    private static final Problem AWAY = new Problem(
            503,
            "The store does not answer",
            "Postgres cannot be reached at present. Check that it runs; this page comes back by itself. No work is lost:"
                    + " every state is in the store.");

    private final transient Routes routes;
    private final transient Metrics metrics;
    private final transient Site site;
    private final transient ActRoutes acts;
    private final transient Optional<WebhookDoor> webhooks;
    private final transient ChangeHub hub;
    private final transient EventStream events;
    private final transient PageCache pages;
    private final transient StoreGate gate =
            new StoreGate(System::nanoTime, this::askStore, Thread::startVirtualThread);

    public ColonyServlet(Site site) {
        this.site = site;
        this.routes = new Routes(site.reading(), site.commands());
        this.acts = new ActRoutes(site.commands(), site.guard());
        this.webhooks = site.webhooks().map(WebhookDoor::new);
        this.hub = new ChangeHub(site.reading().changes());
        this.events = new EventStream(hub);
        this.metrics = new Metrics(site.reading().vitals(), site.webhooks(), addresses(), hub::readers);
        this.pages = new PageCache(hub::position);
    }

    /** Throws while the store cannot be reached. */
    private void askStore() {
        site.reading().vitals().readiness();
    }

    private List<AddressPattern> addresses() {
        return Stream.concat(routes.api().stream(), ActRoutes.addresses().stream())
                .toList();
    }

    @Override
    public void destroy() {
        hub.close();
        metrics.close();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        long begun = System.nanoTime();
        String path = path(request);
        try {
            serve(request, response, path);
        } finally {
            metrics.answered(path, response.getStatus(), System.nanoTime() - begun);
        }
    }

    private void serve(HttpServletRequest request, HttpServletResponse response, String path) throws IOException {
        boolean framed = site.surroundings().framed();
        if (!framed) {
            SecurityHeaders.addTo(response);
        }
        if (path.isEmpty()) {
            // Without the final slash the page's relative links would lead elsewhere.
            String self = request.getRequestURI();
            response.setHeader("Location", "./" + self.substring(self.lastIndexOf('/') + 1) + "/");
            response.setStatus(308);
            return;
        }
        Optional<WebhookDoor> door = webhooks.filter(each -> each.isAt(path));
        // Not by the name that it is called by: a webhook comes by a public one, and only its signature lets it in.
        Optional<Answer> answer = door.isPresent()
                ? Optional.of(door.get().answer(request, response))
                : RequestLimits.problem(request).map(Problem::json).or(() -> answer(request, response, path));
        if (answer.isPresent()) {
            if (framed && answer.get().isPage() && request.getHeader(FramedPage.PART) == null) {
                leave(request, response, answer.get());
                return;
            }
            if (framed) {
                SecurityHeaders.addTo(response);
            }
            Sending.send(request, response, answer.get());
        }
    }

    /** For the container, whose own page it becomes a part of: what a browser may do there, the container says. */
    private static void leave(HttpServletRequest request, HttpServletResponse response, Answer answer) {
        answer.headers().forEach(response::setHeader);
        response.setStatus(answer.status());
        request.setAttribute(FramedPage.ATTRIBUTE, FramedPage.of(answer));
    }

    /** Empty where the response is a stream, which goes on by itself. */
    private Optional<Answer> answer(HttpServletRequest request, HttpServletResponse response, String path) {
        Preferences preferences = Preferences.of(request, response);
        Reader reader = new Reader(request, path, preferences, site.surroundings());
        if (Permissions.isHealth(path)) {
            return Optional.of(admitted(reader, request, path));
        }
        if (!site.hosts().allows(request.getHeader("Host"))) {
            return Optional.of(reader.problem(new Problem(
                    421,
                    "This server does not go by that name",
                    "Open it as http://127.0.0.1 with its port, or add the name to the allowed host names in the"
                            + " configuration.")));
        }
        if (Permissions.toRead(path).isEmpty()) {
            return Optional.of(admitted(reader, request, path));
        }
        if (RequestLimits.isForAnotherSite(request)) {
            return Optional.of(reader.problem(new Problem(
                    403,
                    "Another site asks for this",
                    "Its page had your browser load this without showing it to you. Open the address itself.")));
        }
        return switch (site.access().enter(request)) {
            case Entry.Challenged challenged ->
                Optional.of(reader.problem(new Problem(401, "Who is it?", challenged.advice()))
                        .with(challenged.headers()));
            case Entry.Refused refused ->
                Optional.of(reader.problem(new Problem(refused.status(), refused.what(), refused.advice()))
                        .with(refused.headers()));
            case Entry.Admitted admitted ->
                permitted(reader.as(admitted.visitor(), site.guard()), request, response, path);
        };
    }

    /** Reading is decided by the address; what changes something asks for its own role besides. */
    private Optional<Answer> permitted(
            Reader reader, HttpServletRequest request, HttpServletResponse response, String path) {
        Optional<Role> lacks = Permissions.toRead(path)
                .filter(role -> !reader.context().visitor().may(role));
        if (lacks.isPresent()) {
            return Optional.of(reader.problem(Problem.forbidden(lacks.get())));
        }
        Optional<Problem> unreadable = RequestLimits.parameters(request);
        if (unreadable.isPresent()) {
            return Optional.of(reader.problem(unreadable.get()));
        }
        return path.equals(EventStream.PATH) && request.getMethod().equals("GET")
                ? stream(reader.context().visitor().login(), request, response)
                : Optional.of(admitted(reader, request, path));
    }

    private Optional<Answer> stream(String login, HttpServletRequest request, HttpServletResponse response) {
        try {
            return events.open(login, request, response);
        } catch (RequestProblem refused) {
            return Optional.of(refused.problem().json());
        }
    }

    private Answer admitted(Reader reader, HttpServletRequest request, String path) {
        boolean command = request.getMethod().equals("POST") && ActRoutes.isAt(path);
        if (!command && !METHODS.contains(request.getMethod())) {
            return reader.problem(new Problem(405, "This can only be read", "Use GET or HEAD."))
                    .with(Map.of("Allow", "GET, HEAD"));
        }
        try {
            if (command) {
                Answer answer = acts.answer(path, request, reader.context());
                pages.forget();
                return answer;
            }
            if (path.equals(Metrics.PATH)) {
                return metrics.scrape();
            }
            return path.equals(WebhookDoor.COUNTS) && webhooks.isPresent()
                    ? webhooks.get().counts()
                    : routed(reader, request, path);
        } catch (RequestProblem refused) {
            return reader.problem(refused.problem());
        } catch (StoreUnavailableException away) {
            LOG.warn("{} {}: {}", request.getMethod(), path, away.getMessage());
            // What took too long takes as long in a moment.
            return away.isUnreachable()
                    ? reader.problem(AWAY).with(Map.of("Retry-After", "5"))
                    : reader.problem(unanswered(away)).with(Map.of("Retry-After", "60"));
        } catch (RuntimeException failure) {
            return reader.problem(broken(failure, path));
        }
    }

    private Answer routed(Reader reader, HttpServletRequest request, String path) {
        Supplier<Answer> ask = () -> routes.answer(path, reader.context(), new Query(request));
        // What needs no store is answered without it, and readiness asks the store itself.
        Supplier<Answer> make = Routes.needsStore(path) ? () -> gate.read(ask) : ask;
        return Routes.isPage(path) ? pages.get(reader.key(), make) : make.get();
    }

    /** The store is there: what held the answer up, and what to do about it, stands in the words. */
    private static Problem unanswered(StoreUnavailableException reason) {
        return new Problem(503, "The store does not answer this at present", String.valueOf(reason.getMessage()));
    }

    private static Problem broken(RuntimeException failure, String path) {
        String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        LOG.error("Request {} for {} failed", id, path, failure);
        return new Problem(
                500,
                "Something went wrong here",
                "The program's log has the details under request " + id + ". Try again; if it stays, report it with"
                        + " those lines.");
    }

    /** The path below the mount point; empty where the final slash of the mount point is missing. */
    private static String path(HttpServletRequest request) {
        boolean isDefault = request.getHttpServletMapping().getMappingMatch() == MappingMatch.DEFAULT;
        String path = isDefault ? request.getServletPath() : request.getPathInfo();
        return path == null ? "" : path;
    }
}

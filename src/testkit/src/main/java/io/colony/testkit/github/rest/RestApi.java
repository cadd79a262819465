package io.colony.testkit.github.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.colony.testkit.github.world.Actor;
import io.colony.testkit.github.world.Acts;
import io.colony.testkit.github.world.Refusal;
import io.colony.testkit.github.world.Repo;
import io.colony.testkit.github.world.World;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers requests to the API. Safe for use by many threads; one is answered at a time. */
public final class RestApi {
    private static final Pattern BY_NUMBER = Pattern.compile("/repositories/(\\d+)(/.*)?");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final World world;
    private final Urls urls;
    private final Router router = new Router();
    private final Quotas quotas;
    private final Requests requests = new Requests();
    private final Memory memory = new Memory();
    private final List<Observer> observers = new CopyOnWriteArrayList<>();

    public RestApi(World world, Acts acts, Urls urls, InstantSource clock) {
        this.world = world;
        this.urls = urls;
        this.quotas = new Quotas(clock);
        Site site = Site.of(world, acts, urls);
        new AccountEndpoints(site).register(router);
        new RepoEndpoints(site).register(router);
        new IssueEndpoints(site).register(router);
        new CommentEndpoints(site).register(router);
        new LabelEndpoints(site).register(router);
        new LinkEndpoints(site).register(router);
        new GitEndpoints(site).register(router);
        new PullEndpoints(site).register(router);
        new ReviewEndpoints(site).register(router);
        new StatusEndpoints(site).register(router);
        new CheckEndpoints(site).register(router);
        new ProtectionEndpoints(site).register(router);
        new HookEndpoints(site).register(router);
        new GraphEndpoint().register(router);
        router.add(
                "GET",
                "/rate_limit",
                call -> Answer.ok(quotas.shown(call.actor().quotaKey())));
    }

    /** Whoever looks at what was asked and answered, such as to compare it with GitHub's description. */
    @FunctionalInterface
    public interface Observer {
        void saw(Asked asked, Answer answer);
    }

    public void observe(Observer observer) {
        observers.add(observer);
    }

    public Requests requests() {
        return requests;
    }

    public Quotas quotas() {
        return quotas;
    }

    /**
     * Answers a request.
     *
     * @param behind answers a read as it was before that many changes, where the same was read then; 0 is as it is now
     */
    public Answer answer(Asked asked, int behind) {
        Answer answer = world.locked(() -> authenticated(asked, behind));
        if (!asked.path().equals(GraphEndpoint.PATH)) {
            // GitHub describes REST.
            observers.forEach(observer -> observer.saw(asked, answer));
        }
        return answer;
    }

    private Answer authenticated(Asked asked, int behind) {
        Actor actor;
        try {
            actor = actor(asked);
        } catch (Refusal refusal) {
            requests.count("unauthenticated", refusal.status());
            return Answer.refused(refusal);
        }
        String key = actor.quotaKey();
        boolean free = asked.path().equals("/rate_limit");
        Answer answer = answer(asked, actor, free, behind);
        if (answer.status() == 304) {
            quotas.giveBack(key);
        }
        return answer.with(quotas.headers(key));
    }

    private Answer answer(Asked asked, Actor actor, boolean free, int behind) {
        String route = asked.method() + " (unknown)";
        Answer answer;
        try {
            if (!free) {
                quotas.use(actor.quotaKey());
            }
            Asked named = byName(asked);
            Router.Found found = router.find(named.method(), named.path());
            route = found.route().method() + " " + found.route().template();
            answer = reply(asked, named, actor, found, behind);
        } catch (Refusal refusal) {
            answer = Answer.refused(refusal);
        }
        requests.count(route, answer.status());
        return answer;
    }

    private Answer reply(Asked asked, Asked named, Actor actor, Router.Found found, int behind) {
        Optional<Answer> moved = moved(named, found.parameters());
        if (moved.isPresent()) {
            return moved.get();
        }
        if (!asked.reads()) {
            return found.route().endpoint().answer(call(named, actor, found));
        }
        String memoryKey = actor.quotaKey() + " " + asked.path() + "?" + asked.query();
        Answer now = found.route().endpoint().answer(call(named, actor, found));
        memory.keep(memoryKey, world.writes(), now);
        Answer told =
                behind > 0 ? memory.before(memoryKey, world.writes() - behind).orElse(now) : now;
        return Etags.apply(asked, actor, told);
    }

    private Actor actor(Asked asked) {
        String header = asked.header("authorization").orElseThrow(() -> new Refusal(401, "Requires authentication"));
        int space = header.indexOf(' ');
        String value = header.substring(space + 1).strip();
        boolean basic = header.regionMatches(true, 0, "basic ", 0, 6);
        return world.credentials().actor(basic ? password(value) : value);
    }

    /** The password of a basic authentication, which may stand in the name's place. */
    public static String password(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            String password = pair.substring(colon + 1);
            return password.isEmpty() || password.equals("x-oauth-basic") ? pair.substring(0, colon) : password;
        } catch (IllegalArgumentException damaged) {
            return "";
        }
    }

    private Call call(Asked asked, Actor actor, Router.Found found) {
        return new Call(world, actor, asked, found.parameters(), query(asked.query()), body(asked.body()));
    }

    private static JsonNode body(String text) {
        if (text.isBlank()) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException damaged) {
            throw new Refusal(400, "Problems parsing JSON");
        }
    }

    private static Map<String, String> query(String text) {
        Map<String, String> query = new HashMap<>();
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.put(
                        Router.decoded(pair.substring(0, equals)),
                        Router.decoded(pair.substring(equals + 1).replace("+", "%20")));
            }
        }
        return query;
    }

    private Asked byName(Asked asked) {
        Matcher matcher = BY_NUMBER.matcher(asked.path());
        if (!matcher.matches()) {
            return asked;
        }
        Repo repo = world.repository(Long.parseLong(matcher.group(1))).orElseThrow(Refusal::notFound);
        return asked.at(
                "/repos/" + repo.slug() + Optional.ofNullable(matcher.group(2)).orElse(""));
    }

    /** GitHub sends whoever asks by a former name on, once it knows that they may look. */
    private Optional<Answer> moved(Asked asked, Map<String, String> parameters) {
        String owner = parameters.getOrDefault("owner", "");
        String name = parameters.getOrDefault("repo", "");
        if (world.repository(owner, name).isPresent()) {
            return Optional.empty();
        }
        return world.formerly(owner, name).map(repo -> {
            String[] parts = asked.path().split("/", 5);
            String url = urls.api() + "/repositories/" + repo.id + (parts.length > 4 ? "/" + parts[4] : "")
                    + (asked.query().isEmpty() ? "" : "?" + asked.query());
            Fields body = Fields.of("message", "Moved Permanently")
                    .with("url", url)
                    .with(
                            "documentation_url",
                            "https://docs.github.com/rest/guides/best-practices-for-using-the-rest-api");
            return Answer.of(asked.reads() ? 301 : 307, body).with("Location", url);
        });
    }
}

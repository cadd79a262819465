package io.colony.testkit.github.rest;

import io.colony.testkit.github.world.Refusal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the end point of a request. The templates are those of GitHub's description. */
final class Router {
    /** What may hold slashes, as GitHub lets it. */
    private static final Set<String> LONG = Set.of("ref", "path", "branch", "basehead");

    private static final Pattern PARAMETER = Pattern.compile("\\{([a-z_]+)}");

    private final List<Route> routes = new ArrayList<>();

    /** What answers. */
    @FunctionalInterface
    interface Endpoint {
        Answer answer(Call call);
    }

    /** One that fits, with the parameters of the path, decoded. */
    record Found(Route route, Map<String, String> parameters) {}

    /** An end point and where it is. */
    record Route(String method, String template, Pattern pattern, List<String> names, Endpoint endpoint) {
        long literals() {
            return template.chars().filter(letter -> letter == '/').count() * 2 - names.size();
        }
    }

    void add(String method, String template, Endpoint endpoint) {
        List<String> names = new ArrayList<>();
        StringBuilder pattern = new StringBuilder();
        Matcher matcher = PARAMETER.matcher(template);
        int done = 0;
        while (matcher.find()) {
            pattern.append(Pattern.quote(template.substring(done, matcher.start())));
            names.add(matcher.group(1));
            pattern.append(LONG.contains(matcher.group(1)) ? "(.+)" : "([^/]+)");
            done = matcher.end();
        }
        pattern.append(Pattern.quote(template.substring(done)));
        routes.add(new Route(method, template, Pattern.compile(pattern.toString()), names, endpoint));
    }

    /**
     * The end point that fits best.
     *
     * @throws Refusal 404 when there is none
     */
    Found find(String method, String path) {
        Optional<Found> best = Optional.empty();
        for (Route route : routes) {
            Matcher matcher = route.pattern().matcher(path);
            boolean fits = route.method().equals(method.equals("HEAD") ? "GET" : method) && matcher.matches();
            if (fits
                    && best.filter(other -> other.route().literals() >= route.literals())
                            .isEmpty()) {
                best = Optional.of(new Found(route, parameters(route, matcher)));
            }
        }
        return best.orElseThrow(Refusal::notFound);
    }

    private static Map<String, String> parameters(Route route, Matcher matcher) {
        Map<String, String> parameters = new HashMap<>();
        for (int group = 1; group <= matcher.groupCount(); group++) {
            parameters.put(route.names().get(group - 1), decoded(matcher.group(group)));
        }
        return parameters;
    }

    static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}

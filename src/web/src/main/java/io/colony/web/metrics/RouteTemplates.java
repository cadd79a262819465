package io.colony.web.metrics;

import io.colony.web.exchange.AddressPattern;
import java.util.List;
import java.util.stream.Stream;

/** The forms of all addresses: a fixed few, whatever is asked for. Immutable. */
final class RouteTemplates {
    /** What every address that is none of ours counts as. */
    static final String OTHER = "other";

    private static final String ISSUE = "issues/{owner}/{name}/{number}";

    private static final List<String> PAGES = List.of(
            "",
            "board",
            "attention",
            "cost",
            "workers",
            "audit",
            "configuration",
            "issues.csv",
            "cost.csv",
            "delivery.csv",
            "events",
            "prometheus",
            "health/live",
            "health/ready",
            "assets/{file}",
            "webhooks/{forge}",
            ISSUE,
            ISSUE + "/runs/{run}",
            ISSUE + "/gates/{gate}",
            "api/v1/webhooks");

    private final List<AddressPattern> patterns;

    RouteTemplates(List<AddressPattern> api) {
        this.patterns = Stream.concat(PAGES.stream().map(AddressPattern::of), api.stream())
                .toList();
    }

    /** @param path from the mount point on; empty where its final slash is missing */
    String of(String path) {
        List<String> steps =
                path.isEmpty() ? List.of("") : List.of(path.substring(1).split("/", -1));
        return patterns.stream()
                .filter(pattern -> pattern.match(steps).isPresent())
                .findFirst()
                .map(pattern -> "/" + pattern.template())
                .orElse(OTHER);
    }
}

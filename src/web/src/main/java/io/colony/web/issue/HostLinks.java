package io.colony.web.issue;

import static io.colony.web.html.Html.attribute;
import static io.colony.web.html.Html.cls;
import static io.colony.web.html.Html.href;
import static io.colony.web.html.Html.tag;

import io.colony.web.html.Html;
import io.colony.web.layout.Show;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Things on the code host: links to its pages where it has some, else text that is copied whole. Names in addresses are
 * strangers' text and go there encoded.
 */
final class HostLinks {
    private final Optional<String> address;
    private final Show show;

    /** @param address of the repository's page */
    HostLinks(Optional<String> address, Show show) {
        this.address = address;
        this.show = show;
    }

    Html issue(long number) {
        return address.map(base -> tag("a", href(base + "/issues/" + number), show.say("on the code host")))
                .orElse(Html.EMPTY);
    }

    Html pullRequest(long number) {
        return link("/pull/" + number, Html.text("#" + number));
    }

    Html branch(String name) {
        return link("/tree/" + encoded(name), copied(name));
    }

    Html commit(String sha) {
        return link("/commit/" + encoded(sha), show.sha(sha));
    }

    Html commit(Optional<String> sha) {
        return sha.map(this::commit).orElseGet(show::none);
    }

    /** A file at a commit, and the line where one is known. */
    Html file(String sha, String path, Optional<Integer> line) {
        String at = line.map(number -> ":" + number).orElse("");
        return link(
                "/blob/" + encoded(sha) + "/" + encoded(path)
                        + line.map(number -> "#L" + number).orElse(""),
                tag("code", path + at));
    }

    Html person(String login) {
        return address.filter(base -> staysBelow(login))
                .map(base -> base.replaceFirst("/[^/]+/[^/]+$", "/"))
                .map(host -> tag("a", href(host + encoded(login)), login))
                .orElseGet(() -> Html.text(login));
    }

    /** What is selected as a whole by one click. */
    static Html copied(String text) {
        return tag("code", cls("copied"), attribute("title", text), text);
    }

    private Html link(String path, Html words) {
        return address.filter(base -> staysBelow(path))
                .map(base -> tag("a", href(base + path), words))
                .orElse(words);
    }

    /** A browser would take steps away from the address for such names, however they are encoded, and end elsewhere. */
    private static boolean staysBelow(String path) {
        return Arrays.stream(path.replaceFirst("#.*", "").split("/", -1))
                .noneMatch(step -> step.equals(".") || step.equals(".."));
    }

    private static String encoded(String path) {
        return Arrays.stream(path.split("/", -1))
                .map(step -> URLEncoder.encode(step, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }
}

package io.colony.web.act;

import static io.colony.web.html.Html.attribute;
import static io.colony.web.html.Html.cls;
import static io.colony.web.html.Html.id;
import static io.colony.web.html.Html.tag;

import io.colony.engine.command.OperatorAnswer;
import io.colony.web.exchange.Query;
import io.colony.web.html.Html;
import io.colony.web.layout.Show;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * What a visitor's last command was answered, kept for a minute in a cookie of the page that it was sent from. It does not
 * travel in the address: a link that somebody else made could then put words into this server's mouth.
 */
public record LastAnswer(boolean accepted, String text) {
    /** The cookie's name. */
    public static final String COOKIE = "colony-answer";

    private static final int LONGEST = 600;
    private static final int SECONDS = 60;

    static LastAnswer of(OperatorAnswer answer) {
        String text = answer.text();
        return new LastAnswer(answer.accepted(), text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text);
    }

    /** Empty where there is none, or one that this server did not write so. */
    static Optional<LastAnswer> in(Query query) {
        return query.cookie(COOKIE).filter(value -> value.length() > 1).flatMap(value -> {
            try {
                byte[] text = Base64.getUrlDecoder().decode(value.substring(1));
                return Optional.of(new LastAnswer(value.charAt(0) == 'y', new String(text, StandardCharsets.UTF_8)));
            } catch (IllegalArgumentException notOurs) {
                return Optional.empty();
            }
        });
    }

    /** What the visitor's last command was answered, where it is still to be shown. */
    public static Html shown(Query query, Show show) {
        return in(query)
                .map(last -> tag(
                        "section",
                        id("answer"),
                        cls("answer " + (last.accepted() ? "is-done" : "is-blocked")),
                        attribute("role", "status"),
                        show.mark(
                                last.accepted() ? "good" : "bad",
                                last.accepted() ? "✓" : "✕",
                                show.words().say(last.accepted() ? "carried out" : "refused")),
                        show.english(last.text())))
                .orElse(Html.EMPTY);
    }

    /**
     * The header that keeps it, for the page where it is shown.
     *
     * @param steps of the address that the command was sent to, from the mount point on
     */
    String cookie(HttpServletRequest request, int steps, WayBack back) {
        String page = mount(request.getRequestURI(), steps) + "/" + back.page();
        String value = (accepted ? "y" : "n")
                + Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        return COOKIE + "=" + value + "; Path=" + page + "; Max-Age=" + SECONDS + "; HttpOnly; SameSite=Strict"
                + (request.isSecure() ? "; Secure" : "");
    }

    private static String mount(String uri, int steps) {
        String mount = uri;
        for (int step = 0; step < steps; step++) {
            mount = mount.substring(0, mount.lastIndexOf('/'));
        }
        return mount;
    }
}

package io.colony.web.act;

import io.colony.engine.command.OperatorAnswer;
import io.colony.web.exchange.Query;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * What a visitor's last command on an issue was answered, kept for a minute in a cookie of that page. It does not
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

    /** The header that keeps it, for the page of the issue that the command was sent to. */
    String cookie(HttpServletRequest request) {
        String uri = request.getRequestURI();
        String page = uri.substring(0, uri.lastIndexOf("/actions/"));
        String value = (accepted ? "y" : "n")
                + Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        return COOKIE + "=" + value + "; Path=" + page + "; Max-Age=" + SECONDS + "; HttpOnly; SameSite=Strict"
                + (request.isSecure() ? "; Secure" : "");
    }
}

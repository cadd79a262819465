package io.colony.web.exchange;

import java.util.Map;

/**
 * Why a request gets no good answer.
 *
 * @param what in a few words
 * @param advice what to do
 */
public record Problem(int status, String what, String advice) {
    public static Problem notFound(String what) {
        return new Problem(404, what, "Check the address, or start at the home page.");
    }

    public static Problem badRequest(String why) {
        return new Problem(400, "This request cannot be read", why);
    }

    /** For programs. */
    public Answer json() {
        return Answer.json(status, JsonText.bytes(Map.of("error", Map.of("what", what, "advice", advice))));
    }
}

package io.colony.web.exchange;

import io.colony.web.access.Role;
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

    /** What the visitor lacks, which whoever keeps the users can give. */
    public static Problem forbidden(Role needed) {
        return new Problem(
                403,
                "You may not do this here",
                "It takes the role '" + needed.slug() + "'. Ask whoever runs this installation for it.");
    }

    /** For programs. */
    public Answer json() {
        return Answer.json(status, JsonText.bytes(Map.of("error", Map.of("what", what, "advice", advice))));
    }
}

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
        return switch (needed) {
            case READ ->
                new Problem(
                        403,
                        "You may not see these pages",
                        "Your login does not have the role 'read'. Whoever runs this installation can give it to you.");
            case TRANSCRIPT ->
                new Problem(
                        403,
                        "You may not read what agents said and programs printed",
                        "Your login does not have the role 'transcript', since such text may hold more than is meant for"
                                + " every reader. Whoever runs this installation can give it to you.");
            case OPERATE ->
                new Problem(
                        403,
                        "You may not move issues, breakers, ceilings or dispatch",
                        "Your login does not have the role 'operate'. Whoever runs this installation can give it to you.");
            case APPROVE ->
                new Problem(
                        403,
                        "You may not decide about changes",
                        "Your login does not have the role 'approve'. Whoever runs this installation can give it to you.");
        };
    }

    /** For programs. */
    public Answer json() {
        return Answer.json(status, JsonText.bytes(Map.of("error", Map.of("what", what, "advice", advice))));
    }
}

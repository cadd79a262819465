package io.colony.web;

import io.colony.web.exchange.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** What is read of a request before anybody knows who sent it. */
final class RequestLimits {
    /** A form's body: its longest field is a reason of some lines. */
    static final int BODY = 64 * 1024;

    private static final int ADDRESS = 4 * 1024;

    private RequestLimits() {}

    /**
     * Why it is not taken, by what is known without reading its body: that would hold a thread for whoever sends it slowly.
     * Afterwards the parameters of a request that only reads can be asked for.
     */
    static Optional<Problem> problem(HttpServletRequest request) {
        String query = request.getQueryString();
        if (query != null && query.length() > ADDRESS) {
            return Optional.of(new Problem(414, "This address is too long", "Take some of its filters out."));
        }
        if (request.getContentLengthLong() > BODY) {
            return Optional.of(tooLong());
        }
        return reads(request) ? parameters(request) : Optional.empty();
    }

    /**
     * Whether a browser asks because a page of another site told it to, and shows nobody the answer: whoever is let in without
     * being asked who they are, as on loopback, could else be made to ask for anything any number of times. By the headers
     * that browsers of since 2020 to 2023 send (<a href="https://www.w3.org/TR/fetch-metadata/">Fetch Metadata</a>).
     */
    static boolean isForAnotherSite(HttpServletRequest request) {
        String destination = request.getHeader("Sec-Fetch-Dest");
        boolean seen = "navigate".equals(request.getHeader("Sec-Fetch-Mode"))
                // Frames are navigations too, and ours are shown in none.
                && (destination == null || destination.equals("document"))
                // What is fetched ahead is asked for again once somebody goes there.
                && request.getHeader("Sec-Purpose") == null;
        return "cross-site".equals(request.getHeader("Sec-Fetch-Site")) && !seen;
    }

    /** Whether it has no body that anybody looks at. */
    static boolean reads(HttpServletRequest request) {
        return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    }

    /** Why its parameters cannot be asked for; a form's are read to the end. For those who were let in. */
    static Optional<Problem> parameters(HttpServletRequest request) {
        try {
            request.getParameterMap();
            return Optional.empty();
        } catch (RuntimeException unreadable) {
            // The container's own limits for forms of unstated length are met here as well.
            return Optional.of(Problem.badRequest(
                    "Its parameters are not encoded as they should be, are too many or too long. A form has at most "
                            + BODY + " bytes."));
        }
    }

    private static Problem tooLong() {
        return new Problem(413, "This is too long", "What is sent here has at most " + BODY + " bytes.");
    }
}

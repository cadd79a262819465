package io.colony.web.act;

import io.colony.web.exchange.Match;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the answer to a form is shown: on one of the few pages that have forms, whatever was sent.
 *
 * @param page its address from the mount point on
 * @param query what its address says besides, with the question mark; may be empty
 */
record WayBack(String page, String query) {
    /** The field by which a form names its page. */
    static final String FIELD = "back";

    private static final Pattern PAGE = Pattern.compile("attention|workers|cost");
    private static final Pattern QUERY = Pattern.compile("\\?[A-Za-z0-9._~%+=&/:,@!*-]{0,2000}");

    /** @param said what the form says */
    static WayBack of(Optional<String> said, Act act, Match match) {
        String[] parts = said.orElse("").split("(?=\\?)", 2);
        if (PAGE.matcher(parts[0]).matches()) {
            boolean kept = parts.length == 2 && QUERY.matcher(parts[1]).matches();
            return new WayBack(parts[0], kept ? parts[1] : "");
        }
        return new WayBack(
                act.page()
                        .map(page -> page.name().toLowerCase(Locale.ROOT))
                        .orElseGet(() -> "issues/" + match.issue().repository() + "/"
                                + match.issue().number()),
                "");
    }

    /**
     * As an address to go to from another one.
     *
     * @param steps of how many the other one is made, from the mount point on
     */
    String from(int steps) {
        return "../".repeat(steps - 1) + page + query + "#answer";
    }
}

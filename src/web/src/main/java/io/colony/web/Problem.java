package io.colony.web;

import java.util.Map;

/**
 * Why a request gets no good answer.
 *
 * @param what in a few words
 * @param advice what to do
 */
record Problem(int status, String what, String advice) {
    static Problem notFound(String what) {
        return new Problem(404, what, "Check the address, or start at the home page.");
    }

    static Problem badRequest(String why) {
        return new Problem(400, "This request cannot be read", why);
    }

    Answer answer(boolean api, String root) {
        return api
                ? Answer.json(status, JsonText.bytes(Map.of("error", Map.of("what", what, "advice", advice))))
                : Answer.page(status, page(root));
    }

    private Html page(String root) {
        return Frame.page(
                root,
                what,
                false,
                Html.tag(
                        "section",
                        Html.cls("problem"),
                        Html.tag("h1", what),
                        Html.tag("p", advice),
                        Html.tag("p", Html.tag("a", Html.href(root), "Home"))));
    }
}

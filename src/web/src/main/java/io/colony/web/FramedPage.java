package io.colony.web;

import io.colony.web.exchange.Answer;
import java.nio.charset.StandardCharsets;

/**
 * What the servlet leaves with the request, instead of an answer, for a container that frames pages. Status and headers
 * are set.
 *
 * @param title plain text
 * @param markup what stands in the container's page; every text in it is escaped
 */
public record FramedPage(String title, String markup) {
    /** The attribute of the request. */
    public static final String ATTRIBUTE = "io.colony.web.page";

    /** By which the page's own script asks for that part alone. */
    static final String PART = "Colony-Part";

    static FramedPage of(Answer answer) {
        return new FramedPage(answer.title(), new String(answer.body(), StandardCharsets.UTF_8));
    }
}

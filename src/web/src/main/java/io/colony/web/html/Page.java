package io.colony.web.html;

/**
 * A page.
 *
 * @param title in the reader's language
 * @param html a document; where a container frames it, the part of one that stands in the container's own page
 * @param framed which of the two
 */
public record Page(String title, Html html, boolean framed) {
    /** As it goes out. */
    public byte[] bytes() {
        return framed ? html.part() : html.document();
    }
}

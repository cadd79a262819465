package io.colony.engine.prompt;

import java.util.List;
import org.commonmark.ext.footnotes.FootnotesExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/**
 * Markdown as code hosts show it (CommonMark 0.31 with footnotes and tables), without what they do not show. What a page
 * shows is never removed on purpose: where the two cannot be told apart with certainty, the text stays. Safe for use by many
 * threads.
 */
final class HiddenMarkdown {
    /** Deeper than anybody writes; what a parser needs per level is bounded by it. */
    private static final int DEEPEST = 1_000;

    /** Images within captions of images: each level costs the parser the length of all below it. */
    private static final int MOST_IMAGES_WITHIN = 100;

    private static final Parser PARSER = Parser.builder()
            .extensions(List.of(FootnotesExtension.create(), TablesExtension.create()))
            .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
            .maxOpenBlockParsers(DEEPEST)
            .maxInlineNesting(DEEPEST)
            .build();

    private HiddenMarkdown() {}

    /**
     * What is left. Comments that are markup go as well.
     *
     * @param text with line feeds alone; the same is answered where all of it is shown
     */
    static String without(String text) {
        String flat = imagesWithin(text) > MOST_IMAGES_WITHIN ? text.replace("![", "! [") : text;
        List<Cut> cuts = MarkdownCuts.in(flat, PARSER.parse(flat));
        return cuts.isEmpty() ? flat : Cut.apply(flat, cuts);
    }

    private static int imagesWithin(String text) {
        int depth = 0;
        int most = 0;
        for (int at = 0; at < text.length(); at++) {
            if (text.startsWith("![", at)) {
                depth++;
                most = Math.max(most, depth);
            } else if (text.charAt(at) == ']') {
                depth = Math.max(0, depth - 1);
            } else if (text.startsWith("\n\n", at)) {
                depth = 0;
            }
        }
        return most;
    }
}

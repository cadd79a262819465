package io.colony.engine.prompt;

import java.util.List;
import org.commonmark.ext.footnotes.FootnotesExtension;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/**
 * Markdown as code hosts show it (CommonMark 0.31 with footnotes), without what they do not show. Safe for use by many
 * threads.
 */
final class HiddenMarkdown {
    /** Deeper than anybody writes; what a parser needs per level is bounded by it. */
    private static final int DEEPEST = 200;

    /** What is left may hide something anew: tags around a tag, and so on. Honest texts need one look. */
    private static final int LOOKS = 12;

    private static final Parser PARSER = Parser.builder()
            .extensions(List.of(FootnotesExtension.create()))
            .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
            .maxOpenBlockParsers(DEEPEST)
            .maxInlineNesting(DEEPEST)
            .build();

    private HiddenMarkdown() {}

    /** @param text with line feeds alone, without comments; the same is answered where all of it is shown */
    static String without(String text) {
        String left = text;
        for (int look = 0; look < LOOKS; look++) {
            List<Cut> cuts = MarkdownCuts.in(left, PARSER.parse(left));
            if (cuts.isEmpty()) {
                return left;
            }
            left = UntrustedText.normalise(Cut.apply(left, cuts)).text();
        }
        // Whoever goes that far means to hide something: nothing of it is markup any more.
        return left.replace("<", "&lt;")
                .replace("![", "! [")
                .replace("]:", "] :")
                .replace("`", "'")
                .replace("~~~", "---");
    }
}

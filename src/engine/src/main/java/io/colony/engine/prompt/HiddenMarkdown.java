package io.colony.engine.prompt;

import io.colony.engine.log.Log;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.commonmark.ext.footnotes.FootnotesExtension;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.Node;
import org.commonmark.node.SourceSpan;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.slf4j.Logger;

/**
 * Markdown as code hosts show it (CommonMark 0.31 with footnotes and tables): tells a comment from text that looks like one,
 * and whether a page made of it shows all of it. Safe for use by many threads.
 */
final class HiddenMarkdown {
    private static final Logger LOG = Log.of(HiddenMarkdown.class);

    /** Quotes and lists within each other: deeper than anybody writes; what a parser needs per line grows with it. */
    private static final int DEEPEST_BLOCKS = 32;

    private static final int DEEPEST_INLINES = 100;

    /** In all tables of a text together: more than people write into 64 KiB, and a tenth of a second. */
    private static final int MOST_CELLS = 20_000;

    /** In characters; GitHub takes half of it. */
    private static final int LONGEST = 1 << 17;

    private static final Parser PARSER = Parser.builder()
            .extensions(List.of(
                    FootnotesExtension.create(),
                    TablesExtension.builder().maxCells(MOST_CELLS).build()))
            .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
            .maxOpenBlockParsers(DEEPEST_BLOCKS)
            .maxInlineNesting(DEEPEST_INLINES)
            .build();

    private final List<Node> nodes;
    private final BitSet markup = new BitSet();
    private final BitSet definitions = new BitSet();

    private HiddenMarkdown(Node document) {
        nodes = nodes(document);
        for (Node node : nodes) {
            switch (node) {
                // Spans within tables are not to be relied on: a pipe with a backslash shifts what follows it.
                case HtmlBlock html -> mark(html, markup);
                case HtmlInline html -> mark(html, markup);
                case TableBlock table -> mark(table, markup);
                case LinkReferenceDefinition definition -> mark(definition, definitions);
                default -> {}
            }
        }
    }

    /**
     * Reads a text; empty where to parse it costs more than any text is worth that people wrote, or the parser gives up. A
     * stranger's words must not hold up those who look at them.
     *
     * @param text with line feeds alone
     */
    static Optional<HiddenMarkdown> read(String text) {
        if (text.length() > LONGEST || TableCells.mayBeMoreThan(MOST_CELLS, text)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new HiddenMarkdown(PARSER.parse(text)));
        } catch (RuntimeException gaveUp) {
            LOG.warn("A text of {} characters could not be parsed as Markdown", text.length(), gaveUp);
            return Optional.empty();
        }
    }

    /** In the order of the text. Without recursion: how deep a document is nested is for its author to say. */
    private static List<Node> nodes(Node document) {
        List<Node> nodes = new ArrayList<>();
        Deque<Node> todo = new ArrayDeque<>(List.of(document));
        while (!todo.isEmpty()) {
            Node node = todo.pop();
            nodes.add(node);
            for (Node child = node.getLastChild(); child != null; child = child.getPrevious()) {
                todo.push(child);
            }
        }
        return nodes;
    }

    private static void mark(Node node, BitSet places) {
        for (SourceSpan span : node.getSourceSpans()) {
            places.set(span.getInputIndex(), span.getInputIndex() + span.getLength());
        }
    }

    /** Whether what stands there is markup, or may be: in code and in ordinary text it is not. */
    boolean isMarkup(int at) {
        return markup.get(at);
    }

    boolean isDefinition(int at) {
        return definitions.get(at);
    }

    /** Whether a page does not show all of it, comments apart. Nothing is decided by it: it is for people to look. */
    boolean hides() {
        return new HiddenParts(nodes).any();
    }
}

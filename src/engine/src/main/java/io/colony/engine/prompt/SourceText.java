package io.colony.engine.prompt;

import org.commonmark.node.Node;
import org.commonmark.node.SourceSpan;

/**
 * Where a node stands in the text that it was read from. What stands in front of its lines and is none of it (the marks of
 * quotes and lists) is blank in {@link #piece}, so that positions stay as they are.
 *
 * @param begin of the first character, from 0
 * @param end after the last one; the same as {@code begin} for nodes that stand nowhere, such as breaks between lines
 */
record SourceText(int begin, int end, String piece) {
    static SourceText of(String text, Node node) {
        if (node.getSourceSpans().isEmpty()) {
            return new SourceText(0, 0, "");
        }
        SourceSpan last = node.getSourceSpans().getLast();
        int begin = node.getSourceSpans().getFirst().getInputIndex();
        int end = last.getInputIndex() + last.getLength();
        StringBuilder piece = new StringBuilder(text.substring(begin, end));
        int after = begin;
        for (SourceSpan span : node.getSourceSpans()) {
            for (int at = after; at < span.getInputIndex(); at++) {
                if (text.charAt(at) != '\n') {
                    piece.setCharAt(at - begin, ' ');
                }
            }
            after = span.getInputIndex() + span.getLength();
        }
        return new SourceText(begin, end, piece.toString());
    }

    boolean isNowhere() {
        return begin == end;
    }
}

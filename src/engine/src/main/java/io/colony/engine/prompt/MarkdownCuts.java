package io.colony.engine.prompt;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Node;
import org.commonmark.node.SourceSpan;

/**
 * Finds what a page made from Markdown does not show, in one document. Walks without recursion: how deep a document is
 * nested is for its author to say.
 */
final class MarkdownCuts {
    /** Elements of which a browser shows a picture or a film, and not the text between their tags. */
    private static final Set<String> REPLACED = Set.of("picture", "video", "audio");

    private static final int LONGEST_LANGUAGE = 40;

    private final String text;
    private final List<Cut> cuts = new ArrayList<>();
    private final UnusedDefinitions definitions;
    private String replaced = "";
    private int shownUpTo;

    private MarkdownCuts(String text) {
        this.text = text;
        this.definitions = new UnusedDefinitions(text);
    }

    /** @param document made of the text, with the source spans of blocks and inlines */
    static List<Cut> in(String text, Node document) {
        MarkdownCuts found = new MarkdownCuts(text);
        for (Node node : nodes(document)) {
            found.visit(node);
            found.definitions.visit(node);
        }
        if (!found.replaced.isEmpty()) {
            found.cut(found.shownUpTo, text.length(), "");
        }
        found.cuts.addAll(found.definitions.cuts());
        return found.cuts;
    }

    /** In the order of the text. */
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

    private void visit(Node node) {
        switch (node) {
            case HtmlBlock html -> html(html);
            case HtmlInline html -> html(html);
            case Image image -> image(image);
            case FencedCodeBlock code -> language(code);
            default -> {}
        }
    }

    private void html(Node html) {
        HtmlTag.in(text, begin(html), end(html)).forEach(this::tag);
    }

    private void tag(HtmlTag tag) {
        if (!replaced.isEmpty()) {
            cut(shownUpTo, tag.from(), "");
            shownUpTo = tag.to();
            replaced = tag.closes() && tag.name().equals(replaced) ? "" : replaced;
        } else if (REPLACED.contains(tag.name()) && !tag.closes()) {
            replaced = tag.name();
            shownUpTo = tag.to();
        }
        if (tag.hides(text)) {
            cut(tag.from(), tag.to(), tag.shown());
        }
    }

    /** A long caption, which is there for who does not see the image: for machines, mostly. */
    private void image(Image image) {
        Node first = image.getFirstChild();
        if (first != null && end(image.getLastChild()) - begin(first) > HtmlTag.CAPTION) {
            cut(begin(first), end(image.getLastChild()), "");
        }
    }

    /** What stands behind the language of a block of code. */
    private void language(FencedCodeBlock code) {
        int line = begin(code);
        int end = text.indexOf('\n', line) < 0 ? text.length() : text.indexOf('\n', line);
        int info = line;
        while (info < end && (text.charAt(info) == code.getFenceCharacter().charAt(0) || isBlank(info))) {
            info++;
        }
        int word = info;
        while (word < end && !isBlank(word)) {
            word++;
        }
        cut(word - info > LONGEST_LANGUAGE ? info : word, end, "");
    }

    private boolean isBlank(int at) {
        return text.charAt(at) == ' ' || text.charAt(at) == '\t';
    }

    private void cut(int from, int to, String left) {
        if (from < to && !text.substring(from, to).isBlank()) {
            cuts.add(new Cut(from, to, left));
        }
    }

    static int begin(Node node) {
        return node.getSourceSpans().isEmpty()
                ? 0
                : node.getSourceSpans().getFirst().getInputIndex();
    }

    static int end(Node node) {
        if (node.getSourceSpans().isEmpty()) {
            return 0;
        }
        SourceSpan last = node.getSourceSpans().getLast();
        return last.getInputIndex() + last.getLength();
    }
}

package io.colony.engine.prompt;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.node.Block;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Node;

/**
 * Finds what a page made from Markdown does not show, in one document. Walks without recursion: how deep a document is
 * nested is for its author to say.
 */
final class MarkdownCuts {
    /** Elements whose text between their tags browsers do not show, or that hold a picture and no text. */
    private static final Set<String> WITHOUT_TEXT = Set.of("picture", "video", "rp");

    private static final Pattern LANGUAGE = Pattern.compile("[\\w+#.{}=-]{1,20}");

    private final String text;
    private final List<Cut> cuts = new ArrayList<>();
    private final UnusedDefinitions definitions;
    /** In the order of the text, by the block that they stand in. */
    private final Map<Node, List<HtmlTag>> tags = new LinkedHashMap<>();

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
        found.tags.values().forEach(found::betweenTags);
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
            case HtmlBlock html -> html(html, html);
            case HtmlInline html -> html(html, blockAround(html));
            case Image image -> caption(image);
            case FencedCodeBlock code -> language(code);
            default -> {}
        }
    }

    private static Node blockAround(Node node) {
        Node above = node.getParent();
        while (!(above instanceof Block)) {
            above = above.getParent();
        }
        return above;
    }

    private void html(Node html, Node block) {
        SourceText source = SourceText.of(text, html);
        for (HtmlTag tag : HtmlTag.in(source.piece())) {
            int from = source.begin() + tag.from();
            if (tag.hides(source.piece())) {
                cut(
                        from,
                        tag.ends() == HtmlTag.Ends.WITHIN_QUOTES ? text.length() : source.begin() + tag.to(),
                        tag.shown());
            }
            tags.computeIfAbsent(block, any -> new ArrayList<>()).add(tag.movedBy(source.begin()));
        }
    }

    /** The text within elements that show none, from the first of a name to where the last one of it closes. */
    private void betweenTags(List<HtmlTag> inBlock) {
        for (String name : WITHOUT_TEXT) {
            List<HtmlTag> named =
                    inBlock.stream().filter(tag -> tag.name().equals(name)).toList();
            List<HtmlTag> closing = named.stream().filter(HtmlTag::closes).toList();
            if (closing.isEmpty()) {
                continue;
            }
            int shownUpTo = named.getFirst().to();
            for (HtmlTag tag : inBlock) {
                if (tag.from() >= shownUpTo && tag.from() <= closing.getLast().from()) {
                    cut(shownUpTo, tag.from(), "");
                    shownUpTo = tag.to();
                }
            }
        }
    }

    /** A long one, which is there for who does not see the image: for machines, mostly. */
    private void caption(Image image) {
        int from = Integer.MAX_VALUE;
        int to = 0;
        for (Node part = image.getFirstChild(); part != null; part = part.getNext()) {
            SourceText source = SourceText.of(text, part);
            if (!source.isNowhere()) {
                from = Math.min(from, source.begin());
                to = Math.max(to, source.end());
            }
        }
        if (to - from > HtmlTag.CAPTION) {
            cut(from, to, "");
        }
    }

    /** What stands behind the language of a block of code, and what is no language. */
    private void language(FencedCodeBlock code) {
        int line = SourceText.of(text, code).begin();
        int end = text.indexOf('\n', line) < 0 ? text.length() : text.indexOf('\n', line);
        int info = line;
        while (info < end && (text.charAt(info) == code.getFenceCharacter().charAt(0) || isBlank(info))) {
            info++;
        }
        int word = info;
        while (word < end && !isBlank(word)) {
            word++;
        }
        boolean language = LANGUAGE.matcher(text.substring(info, word)).matches();
        cut(language ? word : info, end, "");
    }

    private boolean isBlank(int at) {
        return text.charAt(at) == ' ' || text.charAt(at) == '\t';
    }

    private void cut(int from, int to, String left) {
        if (from < to && !text.substring(from, to).isBlank()) {
            cuts.add(new Cut(from, to, left));
        }
    }
}

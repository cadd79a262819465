package io.colony.engine.prompt;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.ext.footnotes.FootnoteDefinition;
import org.commonmark.ext.footnotes.FootnoteReference;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.Node;
import org.commonmark.node.Text;

/**
 * What a page made of a document does not show: attributes of tags, declarations, instructions, definitions that nothing
 * refers to, words behind the language of a block of code, long captions.
 */
final class HiddenParts {
    private static final Pattern LANGUAGE = Pattern.compile("[\\w+#.{}=-]{0,20}");

    private final List<Node> nodes;
    private final Set<String> destinations = new HashSet<>();
    private final Set<String> notes = new HashSet<>();

    /** @param nodes of one document */
    HiddenParts(List<Node> nodes) {
        this.nodes = nodes;
        for (Node node : nodes) {
            switch (node) {
                case Link link -> destinations.add(link.getDestination() + ' ' + link.getTitle());
                case Image image -> destinations.add(image.getDestination() + ' ' + image.getTitle());
                case FootnoteReference reference -> notes.add(label(reference.getLabel()));
                default -> {}
            }
        }
    }

    boolean any() {
        return nodes.stream().anyMatch(this::isHidden);
    }

    private boolean isHidden(Node node) {
        return switch (node) {
            case HtmlBlock html -> HiddenHtml.in(html.getLiteral());
            case HtmlInline html -> HiddenHtml.in(html.getLiteral());
            case LinkReferenceDefinition definition ->
                !destinations.contains(definition.getDestination() + ' ' + definition.getTitle());
            case FootnoteDefinition definition -> !notes.contains(label(definition.getLabel()));
            case FencedCodeBlock code ->
                code.getInfo() != null
                        && !LANGUAGE.matcher(code.getInfo().strip()).matches();
            case Image image -> length(image) > HiddenHtml.CAPTION;
            default -> false;
        };
    }

    /** Of the words in front; what is nested in them further is not seen either, and is no caption of anybody's. */
    private static int length(Image image) {
        int length = 0;
        for (Node part = image.getFirstChild(); part != null; part = part.getNext()) {
            length += switch (part) {
                case Text text -> text.getLiteral().length();
                case Code code -> code.getLiteral().length();
                default -> 0;
            };
        }
        return length;
    }

    private static String label(String label) {
        return label.strip().toLowerCase(Locale.ROOT);
    }
}

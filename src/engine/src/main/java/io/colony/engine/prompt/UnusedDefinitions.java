package io.colony.engine.prompt;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.commonmark.ext.footnotes.FootnoteDefinition;
import org.commonmark.ext.footnotes.FootnoteReference;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.Node;

/** Where links lead and what footnotes say: a page shows neither where nothing that it shows refers to it. */
final class UnusedDefinitions {
    private final String text;
    private final List<LinkReferenceDefinition> links = new ArrayList<>();
    private final Set<String> linked = new HashSet<>();
    private final List<FootnoteDefinition> notes = new ArrayList<>();
    /** Labels that are referred to, by the label of the footnote in which, or nothing where in the text itself. */
    private final Map<String, Set<String>> noted = new HashMap<>();

    UnusedDefinitions(String text) {
        this.text = text;
    }

    /** To be told of each node of a document. */
    void visit(Node node) {
        switch (node) {
            case Link link -> linked.add(reference(link));
            case Image image -> linked.add(reference(image));
            case LinkReferenceDefinition definition -> links.add(definition);
            case FootnoteDefinition definition -> notes.add(definition);
            case FootnoteReference reference ->
                noted.computeIfAbsent(around(reference), label -> new HashSet<>())
                        .add(label(reference.getLabel()));
            default -> {}
        }
    }

    List<Cut> cuts() {
        Set<String> shown = shown();
        List<Cut> cuts = new ArrayList<>();
        links.stream()
                .filter(definition -> !linked.contains(label(definition.getLabel())))
                .forEach(definition -> cuts.add(cut(definition)));
        notes.stream()
                .filter(definition -> !shown.contains(label(definition.getLabel())))
                .forEach(definition -> cuts.add(cut(definition)));
        return cuts;
    }

    private static Cut cut(Node node) {
        return new Cut(MarkdownCuts.begin(node), MarkdownCuts.end(node), "");
    }

    /** Footnotes that the text refers to, and those that these refer to. */
    private Set<String> shown() {
        Set<String> shown = new HashSet<>();
        Deque<String> todo = new ArrayDeque<>(List.of(""));
        while (!todo.isEmpty()) {
            noted.getOrDefault(todo.pop(), Set.of()).stream().filter(shown::add).forEach(todo::push);
        }
        return shown;
    }

    private static String around(Node node) {
        for (Node above = node.getParent(); above != null; above = above.getParent()) {
            if (above instanceof FootnoteDefinition definition) {
                return label(definition.getLabel());
            }
        }
        return "";
    }

    /** The label by which a link refers; for one that names its address itself something that is no label. */
    private String reference(Node link) {
        int end = MarkdownCuts.end(link);
        int begin = MarkdownCuts.begin(link);
        if (end - begin < 2 || text.charAt(end - 1) != ']') {
            return "";
        }
        String written = text.substring(begin, end).replaceFirst("\\[]$", "");
        int close = written.length() - 1;
        int open = written.lastIndexOf('[', close);
        while (open > 0 && written.charAt(open - 1) == '\\') {
            open = written.lastIndexOf('[', open - 1);
        }
        return label(written.substring(open + 1, close));
    }

    /** As CommonMark compares them. */
    private static String label(String label) {
        return label.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT).toUpperCase(Locale.ROOT);
    }
}

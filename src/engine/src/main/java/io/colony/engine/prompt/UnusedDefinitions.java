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

/**
 * Where links lead and what footnotes say: a page shows neither where nothing that it shows refers to it, nor the second one
 * by the same label.
 */
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

    /** To be told of each node of a document, in order. */
    void visit(Node node) {
        switch (node) {
            case Link link -> refers(link);
            case Image image -> refers(image);
            case LinkReferenceDefinition definition -> links.add(definition);
            case FootnoteDefinition definition -> notes.add(definition);
            case FootnoteReference reference ->
                noted.computeIfAbsent(around(reference), label -> new HashSet<>())
                        .add(label(reference.getLabel()));
            default -> {}
        }
    }

    List<Cut> cuts() {
        List<Cut> cuts = new ArrayList<>();
        Set<String> first = new HashSet<>();
        for (LinkReferenceDefinition definition : links) {
            String label = label(definition.getLabel());
            SourceText source = SourceText.of(text, definition);
            boolean shown = first.add(label) && linked.contains(label);
            if (!shown && label(LinkDefinition.labelOf(source.piece())).equals(label)) {
                cuts.add(new Cut(source.begin(), source.end(), ""));
            }
        }
        Set<String> shown = shown();
        Set<String> firstNote = new HashSet<>();
        for (FootnoteDefinition definition : notes) {
            String label = label(definition.getLabel());
            if (!firstNote.add(label) || !shown.contains(label)) {
                SourceText source = SourceText.of(text, definition);
                cuts.add(new Cut(source.begin(), source.end(), ""));
            }
        }
        return cuts;
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

    /** Notes the label by which a link refers; one that names its address itself has none. */
    private void refers(Node link) {
        linked.add(label(LinkDefinition.lastLabelOf(SourceText.of(text, link).piece())));
    }

    /** As CommonMark compares them. */
    private static String label(String label) {
        return label.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT).toUpperCase(Locale.ROOT);
    }
}

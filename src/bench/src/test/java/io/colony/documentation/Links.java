package io.colony.documentation;

import io.colony.documentation.Document.Piece;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Links within the repository: the file is there, and so is the heading. */
final class Links {
    private final Map<String, Set<String>> anchors;

    Links(List<Document> pages) {
        anchors = pages.stream().collect(Collectors.toMap(Document::name, Document::anchors));
    }

    List<String> problems(Document page) {
        List<String> problems = new ArrayList<>();
        for (Piece link : page.links()) {
            if (link.text().matches("[a-z]+:.*")) {
                continue;
            }
            String[] parts = link.text().split("#", 2);
            Path from = Pages.ROOT.resolve(page.name());
            Path target =
                    parts[0].isEmpty() ? from : from.resolveSibling(parts[0]).normalize();
            if (!Files.exists(target)) {
                problems.add(link.place() + ": " + link.text() + " leads to nothing");
            } else if (parts.length == 2 && !headings(page, target).contains(parts[1])) {
                problems.add(link.place() + ": there is no heading for " + link.text());
            }
        }
        return problems;
    }

    private Set<String> headings(Document page, Path target) {
        String name = Pages.ROOT.relativize(target).toString();
        return name.equals(page.name()) ? page.anchors() : anchors.getOrDefault(name, Set.of());
    }
}

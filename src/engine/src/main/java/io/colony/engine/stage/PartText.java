package io.colony.engine.stage;

import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.projection.Quotation;
import io.colony.engine.prompt.UntrustedText;
import io.colony.engine.stage.Decomposition.Part;
import java.util.List;

/** What a part of an epic says on the code host. A model wrote it, and it stands there as our own text. */
final class PartText {
    private PartText() {}

    static String body(Issue epic, Decomposition decomposition, Part part, List<IssueKey> dependencies) {
        StringBuilder text = new StringBuilder(visible(part.description()).strip());
        text.append("\n\n## Acceptance criteria\n");
        part.criteria()
                .forEach(criterion ->
                        text.append("- ").append(Quotation.line(criterion)).append('\n'));
        text.append("\nPart ")
                .append(part.number())
                .append(" of ")
                .append(decomposition.parts().size())
                .append(" of ")
                .append(epic.key())
                .append(".\n");
        dependencies.forEach(first -> text.append("Depends on ").append(first).append(".\n"));
        return text.append("\n---\nSplit off by Colony's Architect.\n")
                .append(decomposition.marker(epic, part))
                .append('\n')
                .toString();
    }

    /** Nothing hidden, nobody called by name, and no line that looks like a marker of ours. */
    private static String visible(String words) {
        return UntrustedText.normalise(words)
                .text()
                .replace("<", "&lt;")
                .replace("@", "(at)")
                .replace("colony-part:", "colony part:");
    }
}

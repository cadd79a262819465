package io.colony.documentation;

import io.colony.documentation.Document.Piece;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Command lines of ours in running text and tables. */
final class CommandSpans {
    private CommandSpans() {}

    /** Those of running text, and of the tables whose first column is headed "command", which leave the program out. */
    static List<Piece> of(Document page) {
        return Stream.concat(
                        page.spans().stream(),
                        page.firstColumn("command").stream()
                                .filter(span -> !span.text().startsWith("/") && !isCommand(span))
                                .map(span -> new Piece(span.place(), "colony " + span.text())))
                .filter(CommandSpans::isCommand)
                .toList();
    }

    static boolean isCommand(Piece span) {
        return span.text().matches("(bin/)?colony [a-z\\[-].*|bin/bench .*");
    }

    static Optional<String> problem(Piece span) {
        return CommandNotation.words(span.text()).stream()
                .filter(words -> !CommandTree.namesACommand(words))
                .flatMap(words -> CommandTree.problem(words).stream())
                .findFirst()
                .map(problem -> span.place() + ": " + span.text() + ": " + problem);
    }
}

package io.colony.engine.stage;

import io.colony.engine.prompt.UntrustedText;

/** Words of a model or a stranger in text of ours: nothing hidden, and no command, heading or list of its own. */
final class Quotation {
    private Quotation() {}

    /** As a block of Markdown quotation. */
    static String block(String words) {
        return "> " + inert(words).strip().replace("\n", "\n> ");
    }

    /** In one line, such as a title or the cell of a table. */
    static String line(String words) {
        return inert(words).replace('\n', ' ').strip();
    }

    private static String inert(String words) {
        return UntrustedText.normalise(words).text().replace("<", "&lt;");
    }
}

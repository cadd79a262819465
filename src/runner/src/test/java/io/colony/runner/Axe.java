package io.colony.runner;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Asks axe-core what in a page keeps people out, by the rules of WCAG 2.2 AA. */
final class Axe {
    private static final String SCRIPT = script();
    private static final String ASK = """
            async () => {
              const result = await axe.run(document, {
                runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
              });
              return result.violations
                .filter((violation) => ["serious", "critical"].includes(violation.impact))
                .map((violation) => violation.id + ": " + violation.help + " at "
                  + violation.nodes.slice(0, 3).map((node) => node.target.join(" ")).join(" | "));
            }
            """;

    private Axe() {}

    /** Serious and critical findings, in words. */
    @SuppressWarnings("unchecked") // The script gives a list of texts.
    static List<String> findings(Page page) {
        page.evaluate(SCRIPT);
        return (List<String>) page.evaluate(ASK);
    }

    private static String script() {
        try (InputStream file = Axe.class.getResourceAsStream("/axe.min.js")) {
            if (file == null) {
                throw new IllegalStateException("axe.min.js is not on the class path");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

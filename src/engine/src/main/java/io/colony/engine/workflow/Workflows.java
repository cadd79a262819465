package io.colony.engine.workflow;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The workflow that comes with the engine. */
public final class Workflows {
    private static final String RESOURCE = "colony-default.yaml";

    private Workflows() {}

    /** {@code colony-default}, parsed anew. */
    public static Workflow colonyDefault() {
        return WorkflowParser.parse(colonyDefaultYaml(), RESOURCE);
    }

    /** The file that {@link #colonyDefault} reads, as a template for one's own and for the store. */
    public static String colonyDefaultYaml() {
        try (InputStream stream = Workflows.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new WorkflowException(
                        "The file " + RESOURCE + " is missing in the engine's JAR: build it again.");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException("The file " + RESOURCE + " in the engine's JAR cannot be read", failure);
        }
    }
}

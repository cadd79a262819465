package io.colony.engine.workflow;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The workflows that come with the engine. */
public final class Workflows {
    private static final String DEFAULT = "colony-default.yaml";
    private static final String REVIEW = "colony-review.yaml";

    private Workflows() {}

    /** {@code colony-default}, parsed anew. */
    public static Workflow colonyDefault() {
        return WorkflowParser.parse(colonyDefaultYaml(), DEFAULT);
    }

    /** The file that {@link #colonyDefault} reads, as a template for one's own and for the store. */
    public static String colonyDefaultYaml() {
        return resource(DEFAULT);
    }

    /** {@code colony-review}, parsed anew: what pull requests go through that people wrote. */
    public static Workflow colonyReview() {
        return WorkflowParser.parse(colonyReviewYaml(), REVIEW);
    }

    /** The file that {@link #colonyReview} reads. */
    public static String colonyReviewYaml() {
        return resource(REVIEW);
    }

    private static String resource(String name) {
        try (InputStream stream = Workflows.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new WorkflowException("The file " + name + " is missing in the engine's JAR: build it again.");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException("The file " + name + " in the engine's JAR cannot be read", failure);
        }
    }
}

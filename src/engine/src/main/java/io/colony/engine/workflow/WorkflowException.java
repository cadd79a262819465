package io.colony.engine.workflow;

import io.colony.engine.ColonyException;
import java.util.List;

/**
 * A workflow file is wrong, or a workflow lacks what was asked of it. Each problem names file, line and cure; the message
 * has one a line.
 */
public final class WorkflowException extends ColonyException {
    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    public WorkflowException(String message) {
        this(List.of(message));
    }

    /** @param problems at least one */
    public WorkflowException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /** All that is wrong, in the order of the file. */
    public List<String> problems() {
        return problems;
    }
}

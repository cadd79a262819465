package io.colony.engine.workflow;

import io.colony.engine.ColonyException;

/** A workflow file is wrong, or a workflow lacks what was asked of it. The message names file, line and cure. */
public final class WorkflowException extends ColonyException {
    private static final long serialVersionUID = 1L;

    public WorkflowException(String message) {
        super(message);
    }

    public WorkflowException(String message, Throwable cause) {
        super(message, cause);
    }
}

package io.colony.engine.stage;

import io.colony.engine.ColonyException;
import io.colony.engine.recovery.FailureClass;

/** Ends a stage from wherever it is, with the class that decides what happens next. Becomes a {@code Failed} outcome. */
public final class StageFailure extends ColonyException {
    private static final long serialVersionUID = 1L;

    private final FailureClass failureClass;

    public StageFailure(FailureClass failureClass, String message) {
        super(message);
        this.failureClass = failureClass;
    }

    public FailureClass failureClass() {
        return failureClass;
    }
}

package io.colony.web.exchange;

import io.colony.engine.ColonyException;

/** Thrown where a request turns out to have no good answer. */
public final class RequestProblem extends ColonyException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public RequestProblem(Problem problem) {
        super(problem.what() + ". " + problem.advice());
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}

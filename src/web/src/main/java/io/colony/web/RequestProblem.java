package io.colony.web;

import io.colony.engine.ColonyException;

/** Thrown where a request turns out to have no good answer. */
final class RequestProblem extends ColonyException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    RequestProblem(Problem problem) {
        super(problem.what() + ". " + problem.advice());
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}

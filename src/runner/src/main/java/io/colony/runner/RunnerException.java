package io.colony.runner;

import io.colony.engine.ColonyException;

/** The program cannot go on; the message is one sentence with the cure, and the exit code says what kind it is. */
public final class RunnerException extends ColonyException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    public RunnerException(ExitCode exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public RunnerException(ExitCode exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    public ExitCode exitCode() {
        return exitCode;
    }
}

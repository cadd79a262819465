package io.colony.runner;

/** What the program answers to the shell; the numbers above 63 are those of BSD's {@code sysexits.h}. */
public enum ExitCode {
    /** All went well. */
    OK(0),
    /**
     * An issue that was to be worked on did not end merged; what was asked for is not there, or was refused; or a check found
     * something. The output says what.
     */
    NOT_WELL(1),
    /** The command line is wrong. */
    USAGE(2),
    /** A configuration, workflow, repository or input file does not say what it should. */
    BAD_DATA(65),
    /** Something needed is missing or does not answer: git, Postgres, the port. */
    UNAVAILABLE(69),
    /** A fault of Colony itself; the log has the details. */
    INTERNAL(70),
    /** A directory or file cannot be made or written. */
    CANNOT_CREATE(73);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /** What the process ends with. */
    public int number() {
        return number;
    }
}

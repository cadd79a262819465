package io.colony.bench;

import picocli.CommandLine;

/** {@code bin/bench}. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** All commands and their options, for whoever reads a command line without running it. */
    public static CommandLine commandLine() {
        return new CommandLine(new BenchCommand());
    }
}

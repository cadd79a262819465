package io.colony.bench;

import picocli.CommandLine;

/** {@code bin/bench}. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BenchCommand()).execute(arguments));
    }
}

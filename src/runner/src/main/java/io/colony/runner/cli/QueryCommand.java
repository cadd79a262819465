package io.colony.runner.cli;

import io.colony.runner.Operations;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command that asks an engine something, and starts nothing. */
abstract class QueryCommand implements Callable<Integer> {
    private final Program program;

    @Mixin
    private CommonOptions common = new CommonOptions();

    QueryCommand(Program program) {
        this.program = program;
    }

    @Override
    public final Integer call() {
        try (Session session = Session.open(program, common.load(program, Map.of()))) {
            return ask(session.operations());
        }
    }

    /** Asks, prints, and answers the exit code. */
    abstract int ask(Operations operations);

    Program program() {
        return program;
    }
}

package io.colony.runner.cli;

import io.colony.engine.forge.Repository;
import io.colony.runner.ExitCode;
import io.colony.runner.Operations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code colony repository add}. */
@Command(
        name = "add",
        description = {
            "Registers a repository of the code host, whose issues are let in from then on.",
            "By the trigger label or all, as intake.mode says. Repeating it brings name and default branch up to date."
        },
        footer = {"", "Example:", "  colony repository add acme/shop"})
final class RepositoryAddCommand extends QueryCommand {
    @Parameters(paramLabel = "OWNER/NAME", description = "As the code host names it.")
    private String slug = "";

    RepositoryAddCommand(Program program) {
        super(program);
    }

    @Override
    int ask(Operations operations) {
        Repository added = operations.registerRepository(slug);
        program()
                .out()
                .println(added.slug() + " of code host '" + added.forge() + "' is registered; changes are built on "
                        + added.defaultBranch() + ".");
        return ExitCode.OK.number();
    }
}

package io.colony.runner.cli;

import io.colony.engine.config.PagesUser;
import io.colony.engine.config.UsersFile;
import io.colony.runner.ExitCode;
import io.colony.runner.RunnerException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code colony user remove}. */
@Command(
        name = "remove",
        description = "Takes somebody's access away; a running program sees that within a second or two.",
        footer = {"", "Example:", "  colony user remove ann"})
final class UserRemoveCommand implements Callable<Integer> {
    private final Program program;

    @Mixin
    private UsersFileOption users = new UsersFileOption();

    @Parameters(index = "0", paramLabel = "LOGIN", description = "As 'colony user list' shows it.")
    private String login = "";

    UserRemoveCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() {
        UsersFile file = users.file(program);
        Map<String, PagesUser> all = file.readOrNobody();
        if (all.remove(login) == null) {
            throw new RunnerException(
                    ExitCode.NOT_WELL, "Nobody is called '" + login + "' in " + file.path() + "; nothing was changed.");
        }
        file.write(all.values());
        program.err().println("colony: " + login + " may see the pages no more (" + file.path() + ")");
        return ExitCode.OK.number();
    }
}

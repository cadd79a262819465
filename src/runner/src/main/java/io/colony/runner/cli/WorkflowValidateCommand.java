package io.colony.runner.cli;

import io.colony.engine.workflow.Workflow;
import io.colony.engine.workflow.WorkflowException;
import io.colony.runner.ExitCode;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code colony workflow validate}. */
@Command(
        name = "validate",
        description =
                "Checks a workflow file, and says all that is wrong with it: file, line, and what to write instead."
                        + " Needs no store. Exit code 65 where something is.",
        footer = {"", "Example:", "  colony workflow validate our-workflow.yaml"})
final class WorkflowValidateCommand implements Callable<Integer> {
    private final Program program;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "FILE", description = "A workflow in YAML.")
    private Path file = Path.of("");

    WorkflowValidateCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() {
        try {
            Workflow workflow = WorkflowFiles.read(
                    common.load(program, Map.of()).settings(),
                    program.host().currentDirectory().resolve(file));
            program.out()
                    .println(file + ": workflow " + workflow.id() + " version " + workflow.version() + " is valid: "
                            + workflow.states().size() + " states, " + executors(workflow) + " executors.");
            return ExitCode.OK.number();
        } catch (WorkflowException wrong) {
            wrong.problems().forEach(program.err()::println);
            int count = wrong.problems().size();
            program.err().println(count + (count == 1 ? " problem." : " problems."));
            return ExitCode.BAD_DATA.number();
        }
    }

    private static long executors(Workflow workflow) {
        return workflow.states().values().stream()
                .flatMap(state -> state.executor().stream())
                .distinct()
                .count();
    }
}

package io.colony.runner.cli;

import io.colony.engine.command.OperatorAction;
import io.colony.engine.command.OperatorAnswer;
import io.colony.runner.ExitCode;
import io.colony.runner.Operations;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code colony issue pause}, {@code retry}, {@code approve} and so on: one for each {@link OperatorAction}. */
@Command(
        footer = {
            "",
            "Examples:",
            "  colony issue retry demo/tally#3",
            "  colony issue approve demo/tally#3 --head 4b825dc642cb6eb9a060e54bf8d69288fbee4904",
            "  colony issue request-changes demo/tally#3 --reason 'Say which file is missing.'",
            "  colony issue state demo/tally#3 --to changes-requested"
        })
final class IssueActCommand extends QueryCommand {
    private final OperatorAction action;

    @Parameters(paramLabel = "KEY", description = "Such as demo/tally#3.")
    private String key = "";

    @Option(names = "--head", paramLabel = "SHA", description = "The commit that is approved; 'colony why' names it.")
    private @Nullable String head;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; for request-changes what the Builder reads.")
    private String reason = "";

    @Option(names = "--to", paramLabel = "STATE", description = "For state: where the issue is to go.")
    private @Nullable String to;

    @Option(
            names = "--without-verdict",
            description = "For approve: although no Inspector has judged the change; noted in your name.")
    private boolean withoutVerdict;

    IssueActCommand(Program program, OperatorAction action) {
        super(program);
        this.action = action;
    }

    @Override
    int ask(Operations operations) {
        Optional<String> argument = withoutVerdict ? Optional.of("without-verdict") : Optional.ofNullable(to);
        OperatorAnswer answer = operations.act(key, action, Optional.ofNullable(head), reason, argument);
        (answer.accepted() ? program().out() : program().err()).println(answer.text());
        return (answer.accepted() ? ExitCode.OK : ExitCode.NOT_WELL).number();
    }
}

package io.colony.runner.cli;

import io.colony.engine.config.FileProblem;
import io.colony.runner.ExitCode;
import io.colony.runner.IssueToFile;
import io.colony.runner.Operations;
import io.colony.runner.RunnerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code colony issue add}. */
@Command(
        name = "add",
        description = "Files an issue in a repository of the local code host; 'colony up' works on it.",
        footer = {"", "Example:", "  colony issue add --repo demo/tally --title 'Words: plural of fish' --body fish.md"
        })
final class IssueAddCommand extends QueryCommand {
    @Option(names = "--repo", required = true, paramLabel = "OWNER/NAME", description = "The repository.")
    private String repository = "";

    @Option(names = "--title", required = true, description = "The issue's title.")
    private String title = "";

    @Option(names = "--body", required = true, paramLabel = "FILE", description = "The issue's text.")
    private Path body = Path.of("");

    IssueAddCommand(Program program) {
        super(program);
    }

    @Override
    int ask(Operations operations) {
        Path file = program().host().currentDirectory().resolve(body);
        try {
            program().out().println(operations.fileIssue(new IssueToFile(repository, title, Files.readString(file))));
            return ExitCode.OK.number();
        } catch (IOException failure) {
            throw new RunnerException(
                    ExitCode.BAD_DATA,
                    "The issue's text " + body + " cannot be read: " + FileProblem.of(failure)
                            + ". Name a text file with --body.",
                    failure);
        }
    }
}

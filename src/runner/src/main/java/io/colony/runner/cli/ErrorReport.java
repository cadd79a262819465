package io.colony.runner.cli;

import io.colony.engine.ColonyException;
import io.colony.engine.UnusableDirectoryException;
import io.colony.engine.agent.AgentException;
import io.colony.engine.audit.AuditException;
import io.colony.engine.backup.BackupException;
import io.colony.engine.config.ConfigException;
import io.colony.engine.database.DatabaseException;
import io.colony.engine.forge.ForgeException;
import io.colony.engine.git.GitException;
import io.colony.engine.issue.UnknownIssueException;
import io.colony.engine.plugin.PluginException;
import io.colony.engine.status.StoreUnavailableException;
import io.colony.engine.workflow.WorkflowException;
import io.colony.engine.yaml.YamlException;
import io.colony.runner.ExitCode;
import io.colony.runner.RunnerException;
import java.io.PrintWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what went wrong in one line on standard error; the stack trace goes to the log, or is shown with --debug. */
final class ErrorReport implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorReport.class);

    private final PrintWriter err;

    ErrorReport(PrintWriter err) {
        this.err = err;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine line, ParseResult parsed) {
        boolean expected = failure instanceof ColonyException;
        LOG.info("'{}' failed", line.getCommandSpec().qualifiedName(), failure);
        err.println("colony: "
                + (expected
                        ? oneLine(failure)
                        : "a fault of Colony itself: " + failure + ". Run it again with --debug for the details, and"
                                + " please report them."));
        if (parsed.originalArgs().contains("--debug")) {
            failure.printStackTrace(err);
        }
        return exitCode(failure).number();
    }

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine line = failure.getCommandLine();
        err.println("colony: " + oneLine(failure));
        if (!UnmatchedArgumentException.printSuggestions(failure, err)) {
            err.println("See '" + line.getCommandSpec().qualifiedName() + " --help'.");
        }
        return ExitCode.USAGE.number();
    }

    private static String oneLine(Exception failure) {
        return String.valueOf(failure.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
    }

    static ExitCode exitCode(Exception failure) {
        return switch (failure) {
            case RunnerException known -> known.exitCode();
            case ConfigException bad -> ExitCode.BAD_DATA;
            case UnusableDirectoryException full -> ExitCode.CANNOT_CREATE;
            case YamlException bad -> ExitCode.BAD_DATA;
            case AgentException bad -> ExitCode.BAD_DATA;
            case UnknownIssueException none -> ExitCode.NOT_WELL;
            case AuditException bad -> ExitCode.BAD_DATA;
            case BackupException bad -> ExitCode.BAD_DATA;
            case WorkflowException bad -> ExitCode.BAD_DATA;
            case PluginException bad -> ExitCode.BAD_DATA;
            case DatabaseException gone -> ExitCode.UNAVAILABLE;
            case StoreUnavailableException gone -> ExitCode.UNAVAILABLE;
            case GitException gone -> ExitCode.UNAVAILABLE;
            case ForgeException answer -> answer.worthRetrying() ? ExitCode.UNAVAILABLE : ExitCode.BAD_DATA;
            default -> ExitCode.INTERNAL;
        };
    }
}

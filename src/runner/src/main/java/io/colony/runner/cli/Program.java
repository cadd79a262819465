package io.colony.runner.cli;

import io.colony.engine.command.OperatorAction;
import io.colony.engine.config.HostEnvironment;
import io.colony.engine.process.CommandRunner;
import io.colony.runner.GitCommand;
import io.colony.runner.OperationsFactory;
import io.colony.runner.ShutdownSignal;
import io.colony.runner.console.VisibleWriter;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * What every command works with.
 *
 * @param terminal standard output as it is, for what moves the cursor and colours; nobody else's words go there unseen
 * @param out standard output: results; what a terminal would obey is shown
 * @param err standard error: everything else; likewise
 */
public record Program(
        HostEnvironment host,
        CommandRunner runner,
        OperationsFactory engine,
        ShutdownSignal shutdown,
        PrintWriter terminal,
        PrintWriter out,
        PrintWriter err) {

    private static final int HELP_WIDTH = 110;

    /** With these two as they are. */
    public Program(
            HostEnvironment host,
            CommandRunner runner,
            OperationsFactory engine,
            ShutdownSignal shutdown,
            PrintWriter out,
            PrintWriter err) {
        this(
                host,
                runner,
                engine,
                shutdown,
                out,
                new PrintWriter(new VisibleWriter(out)),
                new PrintWriter(new VisibleWriter(err), true));
    }

    /** Runs a command line and answers the exit code. */
    public int run(String... arguments) {
        CommandLine line = commandLine();
        ErrorReport errors = new ErrorReport(err);
        line.setOut(terminal);
        line.setErr(err);
        line.setColorScheme(CommandLine.Help.defaultColorScheme(host.plainOutput() ? Ansi.OFF : Ansi.ON));
        line.setUsageHelpWidth(HELP_WIDTH);
        line.setExecutionExceptionHandler(errors);
        line.setParameterExceptionHandler(errors);
        int exitCode = line.execute(arguments);
        out.flush();
        err.flush();
        return exitCode;
    }

    /** All commands and their options, for whoever reads a command line without running it. */
    public CommandLine commandLine() {
        return new CommandLine(new RootCommand())
                .addSubcommand(new RunCommand(this))
                .addSubcommand(new DemoCommand(this))
                .addSubcommand(new UpCommand(this))
                .addSubcommand(issueCommands())
                .addSubcommand(new WhyCommand(this))
                .addSubcommand(new CheckCommand(this))
                .addSubcommand(new TasksCommand(this))
                .addSubcommand(new WorkersCommand(this))
                .addSubcommand(deadLetters())
                .addSubcommand(breakerCommands())
                .addSubcommand(dispatchCommands())
                .addSubcommand(sentinelCommands())
                .addSubcommand(retrospectiveCommands())
                .addSubcommand(new CommandLine(new NoticesCommand(this)).addSubcommand(new NoticesDigestCommand(this)))
                .addSubcommand(costCommands())
                .addSubcommand(budgetCommands())
                .addSubcommand(new PricesCommand(this))
                .addSubcommand(new CommandLine(new LedgerCommand()).addSubcommand(new LedgerVerifyCommand(this)))
                .addSubcommand(repositoryCommands())
                .addSubcommand(workflowCommands())
                .addSubcommand(new PostgresCommand(this))
                .addSubcommand(auditCommands())
                .addSubcommand(new CommandLine(new BackupCommand(this)).addSubcommand(new BackupVerifyCommand(this)))
                .addSubcommand(new RestoreCommand(this))
                .addSubcommand(new RetentionCommand(this))
                .addSubcommand(new CommandLine(new StoreCommand()).addSubcommand(new StoreRolesCommand(this)))
                .addSubcommand(userCommands())
                .addSubcommand(new VersionCommand(this));
    }

    private CommandLine repositoryCommands() {
        return new CommandLine(new RepositoryCommand())
                .addSubcommand(new RepositoryAddCommand(this))
                .addSubcommand(new RepositoryListCommand(this));
    }

    private CommandLine workflowCommands() {
        return new CommandLine(new WorkflowCommand())
                .addSubcommand(new WorkflowShowCommand(this))
                .addSubcommand(new WorkflowValidateCommand(this))
                .addSubcommand(new WorkflowListCommand(this))
                .addSubcommand(new WorkflowAddCommand(this))
                .addSubcommand(new WorkflowUseCommand(this))
                .addSubcommand(new WorkflowMigrateCommand(this));
    }

    private CommandLine auditCommands() {
        return new CommandLine(new AuditCommand())
                .addSubcommand(new AuditVerifyCommand(this))
                .addSubcommand(new AuditHeadCommand(this))
                .addSubcommand(new AuditExportCommand(this));
    }

    private CommandLine breakerCommands() {
        return new CommandLine(new BreakersCommand(this)).addSubcommand(new BreakersResetCommand(this));
    }

    private CommandLine dispatchCommands() {
        return new CommandLine(new DispatchCommand())
                .addSubcommand(new DispatchStopCommand(this))
                .addSubcommand(new DispatchResumeCommand(this))
                .addSubcommand(new DispatchStatusCommand(this));
    }

    private CommandLine sentinelCommands() {
        return new CommandLine(new SentinelCommand(this))
                .addSubcommand(new SentinelAcceptCommand(this))
                .addSubcommand(new SentinelSurvivalCommand(this));
    }

    private CommandLine retrospectiveCommands() {
        CommandLine withhold = new CommandLine(new RetrospectiveDecisionCommand(this, true));
        withhold.getCommandSpec()
                .usageMessage()
                .description("Keeps what an issue taught from other issues' prompts; people still read it.");
        CommandLine release = new CommandLine(new RetrospectiveDecisionCommand(this, false));
        release.getCommandSpec().usageMessage().description("Gives a withheld retrospective back to other issues.");
        return new CommandLine(new RetrospectivesCommand(this))
                .addSubcommand("withhold", withhold)
                .addSubcommand("release", release);
    }

    private CommandLine costCommands() {
        return new CommandLine(new CostCommand(this))
                .addSubcommand(new CostForecastCommand(this))
                .addSubcommand(new CostExportCommand(this));
    }

    private CommandLine budgetCommands() {
        return new CommandLine(new BudgetCommand())
                .addSubcommand(new BudgetShowCommand(this))
                .addSubcommand(new BudgetRaiseCommand(this))
                .addSubcommand(new BudgetWaitsCommand(this));
    }

    private CommandLine issueCommands() {
        CommandLine issue = new CommandLine(new IssueCommand())
                .addSubcommand(new IssueAddCommand(this))
                .addSubcommand(new IssueListCommand(this))
                .addSubcommand(new IssueShowCommand(this));
        for (OperatorAction action : OperatorAction.values()) {
            issue.addSubcommand(action.outcome(), IssueActCommand.of(this, action));
        }
        return issue;
    }

    private CommandLine userCommands() {
        return new CommandLine(new UserCommand())
                .addSubcommand(new UserAddCommand(this))
                .addSubcommand(new UserListCommand(this))
                .addSubcommand(new UserRemoveCommand(this));
    }

    private CommandLine deadLetters() {
        return new CommandLine(new DeadLettersCommand(this)).addSubcommand(new DeadLettersReplayCommand(this));
    }

    GitCommand git() {
        return GitCommand.of(runner, host.variables());
    }
}

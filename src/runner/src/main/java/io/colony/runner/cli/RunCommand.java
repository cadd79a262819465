package io.colony.runner.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.agent.AgentProbe;
import io.colony.engine.config.AgentSettings;
import io.colony.engine.config.FileProblem;
import io.colony.engine.config.LoadedSettings;
import io.colony.engine.gate.GateDefinition;
import io.colony.engine.log.VisibleLine;
import io.colony.runner.ExitCode;
import io.colony.runner.IssueToFile;
import io.colony.runner.IssueView;
import io.colony.runner.Operations;
import io.colony.runner.OriginalRepository;
import io.colony.runner.RepositoryImport;
import io.colony.runner.RunnerException;
import io.colony.runner.console.CostStatement;
import io.colony.runner.console.IssueReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code colony run}. */
@Command(
        name = "run",
        description = {
            "Works on one issue in a repository of yours, from analysis to merge.",
            "It works on a clone below the work directory; your repository is only read, unless --push is given."
        },
        footer = {
            "",
            "Examples:",
            "  colony run --repo ~/src/tool --title 'Say which file is missing' --body issue.md --agent 'my-agent' \\",
            "    --check 'make test'",
            "  colony run --repo . --title 'Typo' --body - --agent 'sh agent.sh' --check 'make test' --push"
        })
final class RunCommand implements Callable<Integer> {
    private static final String AGENT = "command-line";
    private static final Duration CHECK_TIMEOUT = Duration.ofMinutes(10);

    private final Program program;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(names = "--repo", required = true, paramLabel = "PATH", description = "A git repository on this machine.")
    private Path repository = Path.of(".");

    @Option(names = "--title", required = true, description = "The issue's title.")
    private String title = "";

    @Option(
            names = "--body",
            required = true,
            paramLabel = "FILE",
            description = "The issue's text; - reads it from standard input.")
    private Path body = Path.of("-");

    @Option(
            names = "--agent",
            paramLabel = "COMMAND",
            description = "The agent program; default: the configured agent.")
    private @Nullable String agent;

    @Option(
            names = "--check",
            paramLabel = "COMMAND",
            description =
                    "A check that must pass, in a clone of its own, instead of the repository's own; may be repeated."
                            + " Without any, a person decides.")
    private List<String> checks = new ArrayList<>();

    @Option(names = "--base", paramLabel = "BRANCH", description = "What to build on; default: the checked-out branch.")
    private @Nullable String base;

    @Option(names = "--push", description = "Bring the merged change into your repository.")
    private boolean push;

    @Option(names = "--json", description = "Print the result as JSON; progress goes to standard error.")
    private boolean json;

    RunCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() {
        LoadedSettings settings = common.load(program, overrides());
        AgentSettings chosen = settings.settings().defaultAgent();
        if (title.isBlank()) {
            throw new RunnerException(ExitCode.BAD_DATA, "The issue's title is empty. Say in it what is to be done.");
        }
        String text = bodyText();
        program.git().version(program.host().currentDirectory());
        OriginalRepository original = OriginalRepository.inspect(
                program.git(), program.host().currentDirectory().resolve(repository), Optional.ofNullable(base));
        requireAgent(chosen);
        try (Session session = Session.open(program, settings)) {
            return work(session.operations(), original, text);
        }
    }

    /** Before anything is filed: an agent that cannot be started would only leave a blocked issue behind. */
    private void requireAgent(AgentSettings settings) {
        AgentProbe probe = program.engine().probe(settings);
        if (!probe.available()) {
            throw new RunnerException(ExitCode.BAD_DATA, "The agent cannot be started: " + probe.detail());
        }
    }

    private int work(Operations operations, OriginalRepository original, String text) {
        long start = System.nanoTime();
        operations.importRepository(
                new RepositoryImport(original.slug(), original.directory(), original.branch(), gates()));
        Watch watch = new Watch(program, operations, json ? program.err() : program.out());
        String key = operations.fileIssue(new IssueToFile(original.slug(), title, text));
        operations.start();
        List<IssueView> issues = watch.untilSettled(Set.of(key));
        IssueReport report = new IssueReport(issues, Duration.ofNanos(System.nanoTime() - start));
        show(report, operations.history(key).map(CostStatement::new).orElseThrow(() -> IssueShowCommand.unknown(key)));
        if (!report.allMerged()) {
            return ExitCode.NOT_WELL.number();
        }
        if (push) {
            program.err().println("colony: " + original.deliver(operations.bareRepository(original.slug())));
        }
        return ExitCode.OK.number();
    }

    private void show(IssueReport report, CostStatement costs) {
        PrintWriter out = program.out();
        if (json) {
            ObjectNode document = report.json();
            document.path("issues").forEach(issue -> costs.addTo((ObjectNode) issue));
            out.println(document.toPrettyString());
        } else {
            out.println();
            costs.table().forEach(out::println);
            out.println();
            report.table().forEach(out::println);
            report.issues()
                    .forEach(issue -> issue.waitingFor()
                            .ifPresent(what -> out.println(issue.key() + ": " + VisibleLine.of(what))));
        }
        out.flush();
    }

    private Map<String, String> overrides() {
        Map<String, String> overrides = new LinkedHashMap<>();
        if (agent != null) {
            overrides.put("agents." + AGENT + ".command", agent);
            overrides.put("agent", AGENT);
        }
        return overrides;
    }

    private List<GateDefinition> gates() {
        List<GateDefinition> gates = new ArrayList<>();
        for (String check : checks) {
            gates.add(new GateDefinition("check-" + (gates.size() + 1), check, CHECK_TIMEOUT));
        }
        return gates;
    }

    private String bodyText() {
        try {
            return body.toString().equals("-")
                    ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                    : Files.readString(program.host().currentDirectory().resolve(body));
        } catch (IOException failure) {
            throw new RunnerException(
                    ExitCode.BAD_DATA,
                    "The issue's text " + body + " cannot be read: " + FileProblem.of(failure)
                            + ". Name a text file with --body, or - for standard input.",
                    failure);
        }
    }
}

package io.colony.runner.cli;

import io.colony.engine.config.LoadedSettings;
import io.colony.engine.log.VisibleLine;
import io.colony.runner.ExitCode;
import io.colony.runner.IssueToFile;
import io.colony.runner.IssueView;
import io.colony.runner.Operations;
import io.colony.runner.PagesServer;
import io.colony.runner.RepositoryImport;
import io.colony.runner.console.IssueReport;
import io.colony.runner.demo.Recipe;
import io.colony.runner.demo.Recipes;
import io.colony.runner.demo.SampleRepository;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code colony demo}. */
@Command(
        name = "demo",
        description = {
            "Runs five issues on a sample repository with a scripted agent program that edits, tests and commits.",
            "One goes straight through, one conflicts with another, one comes back from review, one claims what is",
            "not there, one has an agent that hangs. No account and no model is needed."
        },
        footer = {"", "Examples:", "  colony demo            then the pages stay up", "  colony demo --exit --json"})
final class DemoCommand implements Callable<Integer> {
    private final Program program;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private PortOption port = new PortOption();

    @Option(names = "--exit", description = "End when the issues have ended, instead of serving the pages.")
    private boolean exit;

    @Option(names = "--json", description = "Print the result as JSON; progress goes to standard error.")
    private boolean json;

    DemoCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() {
        LoadedSettings settings = common.load(program, port.overrides());
        if (!exit) {
            PagesServer.checkPort(settings.settings().http());
        }
        long start = System.nanoTime();
        try (Session session = Session.open(program, settings)) {
            if (exit) {
                return report(session.operations(), work(session), start);
            }
            try (PagesServer pages = PagesServer.start(
                    settings.settings().http(), session.operations().pages())) {
                program.err().println("colony: the pages are at " + pages.address());
                int exitCode = report(session.operations(), work(session), start);
                program.err().println("colony: the pages stay at " + pages.address() + " until Ctrl-C");
                new Watch(program, session.operations(), program.err()).untilAsked();
                return exitCode;
            }
        }
    }

    private List<IssueView> work(Session session) {
        Operations operations = session.operations();
        Watch watch = new Watch(program, operations, json ? program.err() : program.out());
        Set<String> keys = file(operations, session.settings().settings().workDirectory());
        operations.start();
        return watch.untilSettled(keys);
    }

    /** Goes on with the issues of a demo that was broken off; else files them on a new copy of the repository. */
    private Set<String> file(Operations operations, Path work) {
        List<IssueView> all = operations.issues();
        String slug = SampleRepository.SLUG;
        for (int number = 2; settled(all, slug); number++) {
            slug = SampleRepository.SLUG + "-" + number;
        }
        String chosen = slug;
        Path original = work.resolve("demo").resolve(chosen.substring(chosen.indexOf('/') + 1));
        new SampleRepository(program.git()).create(original);
        operations.importRepository(new RepositoryImport(chosen, original, SampleRepository.BRANCH, List.of()));
        Map<String, String> present = operations.issues().stream()
                .filter(issue -> issue.repository().equals(chosen))
                .collect(Collectors.toMap(IssueView::title, IssueView::key, (first, second) -> first));
        Set<String> keys = new LinkedHashSet<>();
        for (Recipe recipe : Recipes.all()) {
            String key = present.get(recipe.title());
            keys.add(key == null ? operations.fileIssue(new IssueToFile(chosen, recipe.title(), recipe.body())) : key);
        }
        return keys;
    }

    private static boolean settled(List<IssueView> all, String slug) {
        List<IssueView> here =
                all.stream().filter(issue -> issue.repository().equals(slug)).toList();
        return here.size() >= Recipes.all().size() && here.stream().allMatch(IssueView::settled);
    }

    private int report(Operations operations, List<IssueView> issues, long start) {
        IssueReport report = new IssueReport(issues, Duration.ofNanos(System.nanoTime() - start));
        if (json) {
            program.out().println(report.json().toPrettyString());
        } else {
            program.out().println();
            report.table().forEach(program.out()::println);
        }
        program.out().flush();
        issues.forEach(issue -> tellSetbacks(operations, issue));
        if (program.shutdown().await(Duration.ZERO)) {
            program.err().println("colony: broken off; call it again, and it goes on where it was.");
        }
        issues.stream()
                .filter(issue -> !issue.merged())
                .forEach(issue -> program.err()
                        .println("colony: " + issue.key() + " is not merged: "
                                + issue.waitingFor().orElse("it is in " + issue.state()) + "."));
        issues.stream()
                .findFirst()
                .ifPresent(issue -> program.err()
                        .println("colony: git -C " + operations.bareRepository(issue.repository()) + " log --oneline "
                                + SampleRepository.BRANCH));
        return (report.allMerged() ? ExitCode.OK : ExitCode.NOT_WELL).number();
    }

    /** What went wrong on the way: the point of the demo is that it does, and that it is mended. */
    private void tellSetbacks(Operations operations, IssueView issue) {
        operations.why(issue.key()).stream()
                .flatMap(explanation -> explanation.details().stream())
                .filter(detail -> detail.startsWith("tried: "))
                .forEach(detail -> program.err()
                        .println("colony: " + issue.key() + " on its way: "
                                + VisibleLine.of(detail.substring("tried: ".length()))));
    }
}

package io.colony.bench.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.bench.BenchException;
import io.colony.bench.chaos.SqlClient;
import io.colony.engine.database.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Checks a settled replay by git and SQL of its own. */
final class ReplayCheck {
    private final ReplayScript script;
    private final ReplayGit source;
    private final ReplayGit forge;
    private final SqlClient store;
    private final ChangeJudge judge;
    private final List<String> wrong = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private int elsewhere;

    ReplayCheck(ReplayScript script, ReplayGit source, ReplayGit forge, SqlClient store, ChangeJudge judge) {
        this.script = script;
        this.source = source;
        this.forge = forge;
        this.store = store;
        this.judge = judge;
    }

    ReplayReport report(
            ReplaySettings settings,
            GateTrial gate,
            ReplayRun.Preparation preparation,
            double working,
            Map<String, Integer> answers) {
        Set<Integer> merged = merges();
        ReplayFacts facts = new ReplayFacts(store);
        List<ReplayFacts.IssueFact> issues = facts.issues();
        issues.stream()
                .filter(issue -> issue.merged() != merged.contains(issue.number()))
                .forEach(issue -> faults.add("issue " + issue.number() + " is " + issue.state()
                        + " in the store, and the branch says otherwise"));
        if (issues.size() != script.picks().size()) {
            faults.add(issues.size() + " issues are in the store, "
                    + script.picks().size() + " were filed");
        }
        issues.stream()
                .filter(issue -> !issue.merged() && issue.reason().isBlank())
                .forEach(issue -> faults.add("issue " + issue.number() + " waits without a reason"));
        ledger(issues);
        keep(settings.directory().resolve("runs.tsv"), facts.runs());
        boolean green = finalGate(gate);
        boolean asHistory = asHistory(merged);
        return new ReplayReport(
                new ReplayReport.Asked(
                        settings.repository().getFileName().toString(),
                        script.base(),
                        script.picks().getLast().commit(),
                        settings.gate(),
                        settings.workers(),
                        settings.seed()),
                preparation,
                working,
                issues,
                facts.run(mistakes(), answers),
                new ReplayReport.Checked(List.copyOf(wrong), List.copyOf(faults), elsewhere, green, asHistory));
    }

    /** How many issues were to be wrong at first, by kind. */
    private Map<String, Integer> mistakes() {
        Map<String, Integer> kinds = new TreeMap<>();
        script.picks().stream()
                .flatMap(pick -> pick.mistakes().stream())
                .forEach(mistake -> kinds.merge(
                        mistake.kind().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'), 1, Integer::sum));
        return kinds;
    }

    /** Holds each merge against the real commit; the issues that were merged. */
    private Set<Integer> merges() {
        Set<Integer> merged = new TreeSet<>();
        for (String commit : MergedIssues.merges(forge, script.base(), Ground.BRANCH)) {
            Optional<Integer> number = MergedIssues.number(forge, script.slug(), commit);
            if (number.isEmpty()) {
                wrong.add(commit + " on the branch belongs to no issue");
                continue;
            }
            ChangeJudge.Judgement found = judge.judge(forge, commit + "^1", commit, List.copyOf(merged), number.get());
            if (!found.wrong().isEmpty()) {
                wrong.add("issue " + number.get() + ", merged as " + commit + ": " + found.wrong());
            }
            elsewhere += found.elsewhere().size();
            if (!merged.add(number.get())) {
                wrong.add("issue " + number.get() + " was merged twice");
            }
        }
        return merged;
    }

    private boolean finalGate(GateTrial gate) {
        source.run("fetch", "--quiet", "--no-tags", forge.gitDirectory().toString(), "+" + Ground.BRANCH + ":merged");
        GateTrial.Answer answer = gate.answer(source.run("rev-parse", "merged^{tree}"));
        if (!answer.green()) {
            faults.add("the gate is red on the branch in the end: " + answer.output());
        }
        return answer.green();
    }

    private boolean asHistory(Set<Integer> merged) {
        return Expectation.of(source, script)
                .tree(merged)
                .equals(Optional.of(source.run("rev-parse", "merged^{tree}")));
    }

    private void ledger(List<ReplayFacts.IssueFact> issues) {
        Map<Integer, BigDecimal> stated = new TreeMap<>();
        for (String line : lines(Path.of(script.costs()))) {
            JsonNode cost = Json.parse(line);
            stated.merge(
                    cost.path("issue").asInt(), new BigDecimal(cost.path("usd").asText()), BigDecimal::add);
        }
        for (ReplayFacts.IssueFact issue : issues) {
            BigDecimal said = stated.getOrDefault(issue.number(), BigDecimal.ZERO);
            if (said.compareTo(issue.costUsd()) != 0) {
                faults.add("issue " + issue.number() + ": the agents stated $" + said + ", the ledger has $"
                        + issue.costUsd());
            }
        }
        store.rows("""
                        select scope, sum(spent)::text, (select sum(usd)::text from cost_events)
                          from ledger_totals where scope in ('issue', 'repository') group by scope
                        having sum(spent) <> (select sum(usd) from cost_events)
                        """)
                .forEach(row -> faults.add("the totals of scope " + row.getFirst() + " are $" + row.get(1)
                        + ", the events $" + row.get(2)));
        long open = store.number("select count(*) from reservations where state = 'open'");
        if (open > 0) {
            faults.add(open + " reservations are left");
        }
    }

    private static void keep(Path file, List<String> lines) {
        try {
            Files.write(file, lines);
        } catch (IOException failure) {
            throw new BenchException(file + " cannot be written: " + failure.getMessage(), failure);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException failure) {
            throw new BenchException(file + " cannot be read: " + failure.getMessage(), failure);
        }
    }
}

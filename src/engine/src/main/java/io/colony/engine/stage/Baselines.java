package io.colony.engine.stage;

import io.colony.engine.database.Json;
import io.colony.engine.gate.GateDefinition;
import io.colony.engine.gate.GateResult;
import io.colony.engine.gate.GateResult.Verdict;
import io.colony.engine.gate.TestComparison;
import io.colony.engine.stage.JudgementStore.Baseline;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a repository's gates say about a base commit. Kept per commit and command, so that changes on one base share it;
 * what could not run says nothing about the commit and is asked again next time.
 */
final class Baselines {
    /** What was stored by other rules is asked again: gates that shared a clone may have said something else. */
    private static final String RULES = "a clone for each\n";

    private final StageContext context;
    private final Runner runner;

    /** Runs gates on a commit, by the same rules as on a change. */
    @FunctionalInterface
    interface Runner {
        List<GateResult> run(StageSession session, List<GateDefinition> gates, String sha, String purpose);
    }

    Baselines(StageContext context, Runner runner) {
        this.context = context;
        this.runner = runner;
    }

    /** Baselines by the gate's name. */
    record Known(Map<String, Baseline> byGate) {
        static final Known NONE = new Known(Map.of());

        /** The result with its baseline, where there is one. */
        GateResult held(GateResult result) {
            return Optional.ofNullable(byGate.get(result.gate()))
                    .map(baseline -> result.heldAgainst(baseline.verdict(), doubts(result, baseline)))
                    .orElse(result);
        }

        private static List<String> doubts(GateResult result, Baseline baseline) {
            if (result.tests().isEmpty()) {
                return List.of();
            }
            return baseline.tests()
                    .map(onBase -> TestComparison.doubts(result, onBase))
                    .orElseGet(() -> List.of("Gate '" + result.gate() + "' left no reports on the base commit "
                            + baseline.baseSha() + ", so nobody can say whether the change lost tests. There: "
                            + baseline.summary()));
        }
    }

    /**
     * Asks about these gates, from the store or by running them and what they build on.
     *
     * @param gates all of the repository's, in their order
     */
    Known of(StageSession session, List<GateDefinition> gates, Set<String> asked, String baseSha) {
        Map<String, String> hashes = hashes(gates);
        Map<String, Baseline> known = new HashMap<>();
        Set<String> missing = new HashSet<>(asked);
        for (GateDefinition gate : gates) {
            if (asked.contains(gate.name())) {
                stored(session, hash(hashes, gate.name()), baseSha).ifPresent(baseline -> {
                    known.put(gate.name(), baseline);
                    missing.remove(gate.name());
                });
            }
        }
        List<GateDefinition> run = GateDefinition.withWhatTheyBuildOn(gates, missing);
        for (GateResult result : runner.run(session, run, baseSha, "baseline")) {
            Baseline baseline = new Baseline(
                    session.claim().repository().id(),
                    baseSha,
                    hash(hashes, result.gate()),
                    result.verdict(),
                    result.summary(),
                    result.tests());
            if (known.putIfAbsent(result.gate(), baseline) == null) {
                keep(baseline);
            }
        }
        known.keySet().retainAll(asked);
        return new Known(known);
    }

    private Optional<Baseline> stored(StageSession session, String hash, String baseSha) {
        long repository = session.claim().repository().id();
        return context.database()
                .inTransaction(transaction -> context.judgements().baseline(transaction, repository, baseSha, hash));
    }

    private void keep(Baseline baseline) {
        if (baseline.verdict() != Verdict.COULD_NOT_RUN) {
            context.database()
                    .useTransaction(transaction -> context.judgements()
                            .addBaseline(transaction, baseline, context.clock().instant()));
        }
    }

    /** By gate: of all that decides what it says about a commit, which are also the gates that it builds on. */
    private static Map<String, String> hashes(List<GateDefinition> gates) {
        Map<String, String> hashes = new HashMap<>();
        for (GateDefinition gate : gates) {
            String reports = gate.reports().isEmpty() ? "" : "\0" + String.join("\0", gate.reports());
            String earlier = gate.buildsOn()
                    .map(name -> "\0\0" + hashes.getOrDefault(name, name))
                    .orElse("");
            hashes.put(gate.name(), Json.sha256(RULES + gate.name() + "\n" + gate.command() + reports + earlier));
        }
        return hashes;
    }

    private static String hash(Map<String, String> hashes, String gate) {
        return Objects.requireNonNull(hashes.get(gate), gate);
    }
}

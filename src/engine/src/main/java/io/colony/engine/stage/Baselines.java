package io.colony.engine.stage;

import io.colony.engine.database.Json;
import io.colony.engine.gate.GateDefinition;
import io.colony.engine.gate.GateResult;
import io.colony.engine.gate.GateResult.Verdict;
import io.colony.engine.gate.TestComparison;
import io.colony.engine.stage.RunStore.Baseline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a repository's gates say about a base commit. Kept per commit and command, so that changes on one base share it;
 * what could not run says nothing about the commit and is asked again next time.
 */
final class Baselines {
    private final StageContext context;
    private final Runner runner;

    /** Runs gates on a commit in a fresh clone. */
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
     * Asks about these gates, from the store or by running them.
     *
     * @param gates all of the repository's, in their order: a gate may need what those before it have built
     */
    Known of(StageSession session, List<GateDefinition> gates, Set<String> asked, String baseSha) {
        Map<String, Baseline> known = new HashMap<>();
        int last = 0;
        for (int index = 0; index < gates.size(); index++) {
            GateDefinition gate = gates.get(index);
            if (asked.contains(gate.name())) {
                Optional<Baseline> stored = stored(session, gate, baseSha);
                stored.ifPresent(baseline -> known.put(gate.name(), baseline));
                last = stored.isPresent() ? last : index + 1;
            }
        }
        for (Baseline baseline : run(session, gates.subList(0, last), baseSha, known)) {
            if (baseline.verdict() != Verdict.COULD_NOT_RUN) {
                context.database()
                        .useTransaction(transaction -> context.runs()
                                .addBaseline(
                                        transaction, baseline, context.clock().instant()));
            }
        }
        known.keySet().retainAll(asked);
        return new Known(known);
    }

    private Optional<Baseline> stored(StageSession session, GateDefinition gate, String baseSha) {
        long repository = session.claim().repository().id();
        return context.database()
                .inTransaction(transaction -> context.runs().baseline(transaction, repository, baseSha, hash(gate)));
    }

    /** Runs gates on the base and adds what was not known; the new ones. */
    private List<Baseline> run(
            StageSession session, List<GateDefinition> gates, String baseSha, Map<String, Baseline> known) {
        List<Baseline> added = new ArrayList<>();
        List<GateResult> results = runner.run(session, gates, baseSha, "baseline");
        for (int index = 0; index < results.size(); index++) {
            GateResult result = results.get(index);
            Baseline baseline = new Baseline(
                    session.claim().repository().id(),
                    baseSha,
                    hash(gates.get(index)),
                    result.verdict(),
                    result.summary(),
                    result.tests());
            if (known.putIfAbsent(result.gate(), baseline) == null) {
                added.add(baseline);
            }
        }
        return added;
    }

    private static String hash(GateDefinition gate) {
        String reports = gate.reports().isEmpty() ? "" : "\0" + String.join("\0", gate.reports());
        return Json.sha256(gate.name() + "\n" + gate.command() + reports);
    }
}

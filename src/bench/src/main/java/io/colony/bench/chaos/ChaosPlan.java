package io.colony.bench.chaos;

import io.colony.engine.database.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What is let in and what is done to it: a function of the seed and of the sizes, and of nothing else. The same seed gives
 * the same plan; how processes interleave under it differs from run to run.
 */
record ChaosPlan(long seed, List<PlannedIssue> issues, List<Fault> faults) {
    private static final double DEPENDENT = 0.2;
    private static final double DUPLICATE = 0.03;
    private static final double EPIC = 0.06;
    private static final int LONGEST_GAP_MILLIS = 1_200;

    /**
     * An issue.
     *
     * @param dependsOn numbers of earlier issues
     * @param text issues of the same text are suspected duplicates
     */
    record PlannedIssue(long number, List<Long> dependsOn, String text, boolean epic) {}

    /**
     * A fault.
     *
     * @param gapMillis since the one before
     * @param pick chooses among what there is at that moment
     * @param lengthMillis of what has a length
     */
    record Fault(FaultKind kind, long gapMillis, int pick, long lengthMillis) {}

    static ChaosPlan of(long seed, int issues, int kills, long leaseMillis) {
        Random random = new Random(seed);
        return new ChaosPlan(seed, issues(random, issues), faults(random, kills, leaseMillis));
    }

    private static List<PlannedIssue> issues(Random random, int count) {
        List<PlannedIssue> issues = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            List<Long> dependsOn = new ArrayList<>();
            if (number > 2 && random.nextDouble() < DEPENDENT) {
                dependsOn.add(1L + random.nextInt(number - 1));
            }
            String text = number > 5 && random.nextDouble() < DUPLICATE
                    ? issues.get(random.nextInt(number - 1)).text()
                    : "Change number " + number + " of seed.";
            issues.add(new PlannedIssue(number, List.copyOf(dependsOn), text, random.nextDouble() < EPIC));
        }
        return List.copyOf(issues);
    }

    private static List<Fault> faults(Random random, int kills, long leaseMillis) {
        List<Fault> faults = new ArrayList<>();
        int killed = 0;
        while (killed < kills) {
            FaultKind kind = kind(random);
            killed += kind.kills() ? 1 : 0;
            long length = kind == FaultKind.FREEZE ? leaseMillis + random.nextInt((int) leaseMillis) : 0;
            faults.add(new Fault(kind, 100 + random.nextInt(LONGEST_GAP_MILLIS), random.nextInt(1_000_000), length));
        }
        return List.copyOf(faults);
    }

    private static FaultKind kind(Random random) {
        double die = random.nextDouble();
        if (die < 0.50) {
            return FaultKind.KILL_WORKER;
        } else if (die < 0.62) {
            return FaultKind.KILL_ORCHESTRATOR;
        } else if (die < 0.70) {
            return FaultKind.FREEZE;
        } else if (die < 0.83) {
            return FaultKind.CUT_CONNECTIONS;
        } else if (die < 0.96) {
            return FaultKind.CUT_IN_COMMIT;
        } else if (die < 0.98) {
            return FaultKind.RESTART_POSTGRES;
        }
        return FaultKind.CRASH_POSTGRES;
    }

    PlannedIssue issue(long number) {
        return issues.get((int) number - 1);
    }

    /** Two runs with the same digest were given the same plan. */
    String digest() {
        return Json.sha256(toString());
    }
}

package io.colony.bench.chaos;

import io.colony.engine.recovery.FailureClass;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;

/** What a stage comes to at a visit: a function of the seed, the issue, the stage and the visit's number. */
final class Script {
    private final long seed;

    Script(long seed) {
        this.seed = seed;
    }

    /** What a visit comes to. */
    sealed interface Ending {
        /** A result that the workflow routes. */
        record Result(String outcome) implements Ending {}

        /** A failure. */
        record Failure(FailureClass failureClass) implements Ending {}

        /** Not now. */
        record Park(Duration delay) implements Ending {}
    }

    /**
     * A visit.
     *
     * @param usd what the agent says it cost
     * @param costKnown whether it says so at its end
     */
    record Visit(Ending ending, Manner manner, Duration work, BigDecimal usd, boolean costKnown) {}

    Visit visit(long issue, String stage, int visit, boolean calm) {
        Random random = new Random(mix(seed, issue, stage.hashCode(), visit));
        Duration work = Duration.ofMillis(20 + random.nextInt(130));
        int cents = random.nextInt(100) < 3 ? 60 + random.nextInt(20) : 1 + random.nextInt(25);
        boolean known = random.nextInt(100) >= 4;
        Ending ending = ending(stage, random);
        Manner manner = manner(random);
        return calm
                ? new Visit(new Ending.Result(good(stage)), Manner.PROMPT, work, BigDecimal.valueOf(1, 2), true)
                : new Visit(ending, manner, work, BigDecimal.valueOf(cents, 2), known);
    }

    private static long mix(long... parts) {
        long mixed = 1_125_899_906_842_597L;
        for (long part : parts) {
            mixed = (mixed ^ part) * 0x9E3779B97F4A7C15L;
            mixed ^= mixed >>> 29;
        }
        return mixed;
    }

    private static Manner manner(Random random) {
        int die = random.nextInt(1000);
        if (die < 15) {
            return Manner.HELD;
        } else if (die < 50) {
            return Manner.TWICE;
        }
        return die < 100 ? Manner.DEAF : Manner.PROMPT;
    }

    private static Ending ending(String stage, Random random) {
        int die = random.nextInt(1000);
        if (die < 60) {
            return new Ending.Failure(FailureClass.TRANSIENT);
        } else if (die < 75) {
            return new Ending.Failure(FailureClass.STALLED);
        } else if (die < 85) {
            return new Ending.Failure(FailureClass.PROVIDER);
        } else if (die < 100) {
            return new Ending.Failure(FailureClass.CONTENT);
        } else if (die < 112) {
            return new Ending.Failure(FailureClass.PERMANENT);
        } else if (die < 140) {
            return new Ending.Park(Duration.ofMillis(200L + random.nextInt(800)));
        }
        return new Ending.Result(result(stage, random.nextInt(100)));
    }

    private static String result(String stage, int die) {
        return switch (stage) {
            case "analyze" -> die < 12 ? "unclear" : "planned";
            case "plan" -> die < 10 ? "unclear" : "single";
            case "develop" ->
                pick(die, "submitted", below(5, "unclear"), below(8, "nothing-to-do"), below(16, "rejected"));
            case "review" ->
                die < 18
                        ? "changes"
                        : pick(
                                die,
                                reviewed(die),
                                below(23, "partial"),
                                below(27, "unparseable"),
                                below(32, "could-not-run"));
            default ->
                pick(die, "merged", below(6, "checks-failed"), below(10, "low-confidence"), below(13, "protected"));
        };
    }

    private static String reviewed(int die) {
        return die < 45 ? "approve-needs-person" : "approve";
    }

    /** The first whose bound is above the throw. */
    private static String pick(int die, String otherwise, Chance... chances) {
        return Stream.of(chances)
                .filter(chance -> die < chance.below())
                .map(Chance::outcome)
                .findFirst()
                .orElse(otherwise);
    }

    /** An outcome of a throw below a bound. */
    private record Chance(int below, String outcome) {}

    private static Chance below(int bound, String outcome) {
        return new Chance(bound, outcome);
    }

    private static String good(String stage) {
        return switch (stage) {
            case "analyze" -> "planned";
            case "plan" -> "single";
            case "develop" -> "submitted";
            case "review" -> "approve";
            default -> "merged";
        };
    }
}

package io.colony.bench.harness;

import io.colony.bench.BenchException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/** Judges goals by the rounds of a run. Pure. */
public final class GoalJudge {
    private final boolean smoke;

    /** @param smoke whether the wide thresholds count, since a short run on any machine is judged */
    public GoalJudge(boolean smoke) {
        this.smoke = smoke;
    }

    /**
     * Judges a goal by the rounds in which the machine was steady; by all where most were not, and then it is
     * inconclusive.
     */
    public GoalResult judge(String bench, Goal goal, List<Round> rounds) {
        List<Round> steady = rounds.stream().filter(Round::steady).toList();
        boolean conclusive = smoke || steady.size() * 2 > rounds.size();
        double[] values = (smoke || !conclusive ? rounds : steady)
                .stream().mapToDouble(round -> value(goal, round)).sorted().toArray();
        double median = median(values);
        boolean sound = rounds.stream().allMatch(Round::sound);
        return new GoalResult(
                bench, goal, median, values[0], values[values.length - 1], verdict(goal, median, sound, conclusive));
    }

    private Verdict verdict(Goal goal, double median, boolean sound, boolean conclusive) {
        if (!sound) {
            return Verdict.FAILED;
        }
        if (!conclusive) {
            return Verdict.INCONCLUSIVE;
        }
        return goal.sense().holds(median, threshold(goal)) ? Verdict.PASS : Verdict.FALL_SHORT;
    }

    /** What the goal is held against in this run. */
    public double threshold(Goal goal) {
        return smoke ? goal.smokeTarget().orElse(goal.target()) : goal.target();
    }

    private static double value(Goal goal, Round round) {
        double value = figure(goal, goal.of(), round);
        return goal.against()
                .map(against -> value / figure(goal, against, round))
                .orElse(value);
    }

    private static double figure(Goal goal, Goal.Figure figure, Round round) {
        OptionalDouble value = round.figure(figure);
        return value.orElseThrow(() -> new BenchException(
                "'" + goal.name() + "' asks for " + figure + ", which was not measured. Name a contender that is."));
    }

    static double median(double[] sorted) {
        double[] values = sorted.clone();
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}

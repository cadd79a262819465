package io.colony.bench.harness;

/**
 * A goal, judged.
 *
 * @param median over the rounds that count, of the ratio or of the figure itself
 */
public record GoalResult(String bench, Goal goal, double median, double min, double max, Verdict verdict) {}

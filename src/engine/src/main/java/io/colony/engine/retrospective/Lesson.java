package io.colony.engine.retrospective;

/**
 * What to do differently.
 *
 * @param rule which rule found it, such as {@code false-evidence}
 * @param advice in our own words, the same for the same facts: no text of agents or strangers is in it
 * @param quote the words of an agent, a tool or a person that it rests on
 * @param times how often it happened
 */
public record Lesson(String rule, String advice, Quote quote, int times) {}

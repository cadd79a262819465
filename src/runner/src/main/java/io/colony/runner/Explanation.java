package io.colony.runner;

import java.util.List;

/**
 * Why an issue stands where it stands.
 *
 * @param details what it waits for, since when, what was tried, who can move it
 */
public record Explanation(String sentence, List<String> details) {}

package io.colony.engine.command;

/**
 * What became of an {@link OperatorCommand}.
 *
 * @param accepted whether it was carried out; otherwise nothing was changed
 * @param text for the person who asked: where the issue stands now, or why not and what would be possible
 */
public record OperatorAnswer(boolean accepted, String text) {}

package io.colony.engine.command;

/**
 * Names a request, so that it is carried out once however often it comes.
 *
 * @param source by which door it came, such as {@code pages}
 * @param id of the request within its source
 */
public record CommandName(String source, String id) {}

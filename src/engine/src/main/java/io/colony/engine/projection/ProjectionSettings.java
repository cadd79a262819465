package io.colony.engine.projection;

/**
 * How the code host is told.
 *
 * @param labelPrefix what our labels begin with, so that two installations can share a repository; default
 *     {@code colony:}
 * @param attribution whether comments end with a line that says they are Colony's; default yes
 */
public record ProjectionSettings(String labelPrefix, boolean attribution) {
    public static final ProjectionSettings DEFAULT = new ProjectionSettings("colony:", true);
}

package io.colony.engine.retrospective;

/**
 * How much of other issues' experience an agent is given.
 *
 * @param retrospectives how many earlier issues at most; default 3, 0 gives none
 * @param bytes how many bytes of text in all, in UTF-8; default 6,000
 */
public record LessonSettings(int retrospectives, int bytes) {
    public static final LessonSettings DEFAULT = new LessonSettings(3, 6_000);
}

package io.colony.web.layout;

/**
 * What the container of the pages is like.
 *
 * @param framed whether pages stand inside pages of the container's own, which have its header, theme and sign-in
 * @param streams whether an answer may go on after the servlet has returned, as a stream of events does
 * @param hints how things are done there
 */
public record Surroundings(boolean framed, boolean streams, Hints hints) {
    /** Pages by themselves, of the stand-alone program. */
    public static Surroundings alone() {
        return new Surroundings(false, true, Hints.PROGRAM);
    }

    /** Pages inside those of a server that runs stages in builds, and finishes with a request when it returns. */
    public static Surroundings insideBuilds() {
        return new Surroundings(true, false, Hints.BUILDS);
    }
}

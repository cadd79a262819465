package io.colony.web.live;

/**
 * What a reader is told.
 *
 * @param position in this process' sequence of events
 */
record Signal(Kind kind, long position) {
    enum Kind {
        /** The beginning: what is read from now on misses nothing. */
        HELLO("hello"),
        /** Something changed that the reader waits for. */
        CHANGE("change"),
        /** Anything may have changed. */
        RESYNC("resync"),
        /** The store does not answer. */
        AWAY("away"),
        /** Nothing for a while: the line is kept open. */
        QUIET(""),
        /** The server stops. */
        END("");

        private final String event;

        Kind(String event) {
            this.event = event;
        }

        String event() {
            return event;
        }
    }
}

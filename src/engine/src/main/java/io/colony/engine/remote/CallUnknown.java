package io.colony.engine.remote;

import io.colony.engine.stage.HandsLost;

/**
 * The session does not know a call: it is of another version than whoever asks, and was taken up after an upgrade. Where
 * there is no other way to ask, the run is tried again, in a session of this version.
 */
final class CallUnknown extends HandsLost {
    private static final long serialVersionUID = 1L;

    /** Sessions of all versions say it so. */
    static final String BEGINNING = "This session does not know '";

    CallUnknown(String message) {
        super(message);
    }
}

package io.colony.engine.remote;

import java.time.Duration;
import java.util.List;

/**
 * How a session's directory is reached, which may be on another machine: the port that a host fills. A lost connection is
 * for the implementation to wait for; where it gives up, it throws {@link io.colony.engine.stage.HandsLost}. One thread at a
 * time.
 */
public interface SessionFiles {
    /** Makes the directory and starts the process, unless that was done before: then the session is taken up. */
    void open(SessionSetup setup);

    /**
     * Hands a call in, unless one of this number is there already.
     *
     * @return the text of the call that is there now
     */
    String submit(int call, String text);

    /**
     * Waits for what comes of a call.
     *
     * @param from as many bytes of its events are known
     * @param most how long to wait when nothing comes
     */
    SessionProgress await(int call, long from, Duration most);

    /** Asks the session to end what it runs; calls that are running are still answered. */
    void stop(String reason);

    /**
     * A piece of a file of the session, from a byte on; empty at its end.
     *
     * @param name one that the session answered
     */
    byte[] piece(String name, long from);

    /**
     * Puts a piece into a file of the session; at 0 the file begins anew.
     *
     * @return the path of it on the session's machine
     */
    String put(String name, long at, byte[] piece);

    /** Ends the process and removes the directory. Also for a session that somebody else began. */
    void close();

    /** The last lines that the process wrote besides, for people. */
    List<String> lastWords();
}

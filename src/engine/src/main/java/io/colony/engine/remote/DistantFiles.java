package io.colony.engine.remote;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * A session's directory behind a connection that may be lost: {@link SessionFiles}, whose every call may fail for that. Each may
 * be made again when nobody knows whether it was carried out.
 */
public interface DistantFiles {
    void open(SessionSetup setup) throws IOException, InterruptedException;

    String submit(int call, String text) throws IOException, InterruptedException;

    SessionProgress await(int call, long from, Duration most) throws IOException, InterruptedException;

    void stop(String reason) throws IOException, InterruptedException;

    byte[] piece(String name, long from) throws IOException, InterruptedException;

    String put(String name, long at, byte[] piece) throws IOException, InterruptedException;

    void close() throws IOException, InterruptedException;

    List<String> lastWords() throws IOException, InterruptedException;

    /** Whether the connection is there now. */
    boolean connected();
}

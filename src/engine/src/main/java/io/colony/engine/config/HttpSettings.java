package io.colony.engine.config;

/**
 * Where the pages and the API are served.
 *
 * @param bind the address listened on; default {@code 127.0.0.1}, which nobody reaches from another machine
 * @param port default 8420; 0 takes a free one
 */
public record HttpSettings(String bind, int port) {
    public static final HttpSettings DEFAULT = new HttpSettings("127.0.0.1", 8420);
}

package io.colony.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What a request is answered with. Immutable: nobody changes the body's bytes. */
final class Answer {
    private static final String NO_STORE = "no-store";
    /** Asked for again at every visit, but not sent again while it is the same. */
    private static final String REVALIDATE = "no-cache";

    private final int status;
    private final String type;
    private final byte[] body;
    private final String cache;

    private Answer(int status, String type, byte[] body, String cache) {
        this.status = status;
        this.type = type;
        this.body = body;
        this.cache = cache;
    }

    static Answer page(int status, Html page) {
        return new Answer(status, "text/html; charset=utf-8", utf8("<!doctype html>\n" + page), NO_STORE);
    }

    static Answer json(int status, byte[] body) {
        return new Answer(status, "application/json", body, NO_STORE);
    }

    static Answer text(int status, String text) {
        return new Answer(status, "text/plain; charset=utf-8", utf8(text), NO_STORE);
    }

    static Answer asset(String type, byte[] body) {
        return new Answer(200, type, body, REVALIDATE);
    }

    int status() {
        return status;
    }

    /** The content type. */
    String type() {
        return type;
    }

    byte[] body() {
        return body;
    }

    /** The {@code Cache-Control} header. */
    String cache() {
        return cache;
    }

    /** A hash of the body, in the quotes that the header wants. */
    String tag() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
            return '"' + HexFormat.of().formatHex(hash, 0, 16) + '"';
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("This Java has no SHA-256, which every Java must have.", impossible);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

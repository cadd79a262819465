package io.colony.engine.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/**
 * The hash of an audit row: SHA-256 over each field as its length in bytes (four, big-endian) and its UTF-8 text, in the
 * order previous, seq, id, tenant, time in microseconds since 1970, actor, action, subject, detail.
 *
 * <p>The lengths keep one field's text from passing for another's. The detail is Postgres' normal form of the JSON.
 */
final class ChainHash {
    /** What the first row of a chain names as its predecessor's hash. */
    static final String GENESIS = "0".repeat(64);

    private ChainHash() {}

    static String of(String previous, long seq, AuditRow row) {
        MessageDigest digest = sha256();
        add(digest, previous);
        add(digest, Long.toString(seq));
        add(digest, Long.toString(row.id()));
        add(digest, Long.toString(row.tenantId()));
        add(digest, Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, row.at())));
        add(digest, row.actor());
        add(digest, row.action());
        add(digest, row.subject());
        add(digest, row.detail());
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, String field) {
        byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}

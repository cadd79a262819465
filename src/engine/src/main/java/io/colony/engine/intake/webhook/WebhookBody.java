package io.colony.engine.intake.webhook;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.colony.engine.ColonyException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/** A payload's bytes. */
final class WebhookBody {
    private static final int FIRST_BYTES = 16 * 1024;

    private static final ObjectReader READER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    private final End end;
    private final byte[] bytes;

    private WebhookBody(End end, byte[] bytes) {
        this.end = end;
        this.bytes = bytes;
    }

    private WebhookBody(End end) {
        this(end, new byte[0]);
    }

    /** How reading ended. */
    enum End {
        /** All of it came. */
        WHOLE,
        /** It is longer than the limit. */
        TOO_LONG,
        /** Its time was over. */
        TOO_SLOW
    }

    /**
     * Reads to the end, or one byte more than the limit. Memory is taken as bytes come, and where the length is stated no more
     * than that in the end.
     *
     * @param stated how long it is said to be
     * @param isOver whether its time is over; asked between two pieces
     */
    static WebhookBody read(InputStream stream, int limit, OptionalLong stated, BooleanSupplier isOver)
            throws IOException {
        byte[] bytes = new byte[Math.min(FIRST_BYTES, limit)];
        int length = 0;
        while (!isOver.getAsBoolean()) {
            if (length < bytes.length) {
                int came = stream.read(bytes, length, bytes.length - length);
                if (came < 0) {
                    return new WebhookBody(End.WHOLE, Arrays.copyOf(bytes, length));
                }
                length += came;
                continue;
            }
            int next = stream.read();
            if (next < 0) {
                return new WebhookBody(End.WHOLE, bytes);
            }
            if (length == limit) {
                return new WebhookBody(End.TOO_LONG);
            }
            bytes = Arrays.copyOf(bytes, larger(length, limit, stated));
            bytes[length++] = (byte) next;
        }
        return new WebhookBody(End.TOO_SLOW);
    }

    private static int larger(int length, int limit, OptionalLong stated) {
        long most = stated.isPresent() && stated.getAsLong() > length ? Math.min(stated.getAsLong(), limit) : limit;
        return (int) Math.min(2L * length + 1, most);
    }

    End end() {
        return end;
    }

    /** Where it is whole; not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    /** Empty where it is no JSON object. */
    static Optional<JsonNode> parse(byte[] bytes) {
        try {
            JsonNode tree = READER.readValue(bytes);
            return Optional.ofNullable(tree).filter(JsonNode::isObject);
        } catch (JacksonException none) {
            return Optional.empty();
        } catch (IOException impossible) {
            throw new ColonyException("Bytes in memory could not be read: " + impossible.getMessage(), impossible);
        }
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new ColonyException("This Java has no SHA-256, which every Java must have.", impossible);
        }
    }
}

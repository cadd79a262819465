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
import java.util.HexFormat;
import java.util.Optional;

/** A payload's bytes. */
final class WebhookBody {
    private static final ObjectReader READER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    private WebhookBody() {}

    /** Reads to the end, or one byte more than the limit: empty where it is longer. */
    static Optional<byte[]> read(InputStream stream, int limit) throws IOException {
        byte[] bytes = stream.readNBytes(limit);
        return bytes.length == limit && stream.read() >= 0 ? Optional.empty() : Optional.of(bytes);
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

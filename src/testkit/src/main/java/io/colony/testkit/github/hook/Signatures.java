package io.colony.testkit.github.hook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What GitHub signs deliveries with. */
final class Signatures {
    private Signatures() {}

    /** As in {@code X-Hub-Signature-256}. */
    static String sha256(String secret, String body) {
        return "sha256=" + hex("HmacSHA256", secret, body);
    }

    /** As in {@code X-Hub-Signature}, of old. */
    static String sha1(String secret, String body) {
        return "sha1=" + hex("HmacSHA1", secret, body);
    }

    private static String hex(String algorithm, String secret, String body) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}

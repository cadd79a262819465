package io.colony.engine.intake.webhook;

import io.colony.engine.ColonyException;
import io.colony.engine.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Whether a payload was signed with a secret of ours: HMAC-SHA-256 over its bytes as they came. */
final class WebhookSignature {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "sha256=";
    /** Lower case, as code hosts write it: one signature has one form. */
    private static final Pattern FORM = Pattern.compile("sha256=[0-9a-f]{64}");

    private WebhookSignature() {}

    /** Whether it has the form of one; nothing is computed. */
    static boolean hasForm(String header) {
        return FORM.matcher(header).matches();
    }

    /**
     * Takes as long for a wrong signature as for a right one, whichever secret it was made with.
     *
     * @param header as {@code X-Hub-Signature-256} has it
     */
    static boolean valid(List<Secret> secrets, byte[] body, String header) {
        if (!hasForm(header)) {
            return false;
        }
        byte[] stated = HexFormat.of().parseHex(header, PREFIX.length(), header.length());
        boolean valid = false;
        for (Secret secret : secrets) {
            valid |= MessageDigest.isEqual(stated, of(secret, body));
        }
        return valid;
    }

    /** The signature's bytes. */
    static byte[] of(Secret secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac.doFinal(body);
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new ColonyException("This Java has no HMAC-SHA-256, which every Java must have.", impossible);
        }
    }
}

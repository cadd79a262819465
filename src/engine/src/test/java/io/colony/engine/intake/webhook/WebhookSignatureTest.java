package io.colony.engine.intake.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WebhookSignatureTest {
    private static final Secret SECRET = Secret.of("It's a Secret to Everybody");
    private static final byte[] BODY = "Hello, World!".getBytes(StandardCharsets.UTF_8);
    /** GitHub's own example, in its documentation. */
    private static final String DOCUMENTED = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

    @Test
    void acceptsWhatGitHubDocuments() {
        assertThat(WebhookSignature.valid(List.of(SECRET), BODY, DOCUMENTED)).isTrue();
    }

    @Test
    void eitherOfTwoSecretsWillDoAndNoOther() {
        Secret other = Secret.of("another secret, as long");

        assertThat(WebhookSignature.valid(List.of(other, SECRET), BODY, DOCUMENTED))
                .isTrue();
        assertThat(WebhookSignature.valid(List.of(SECRET, other), BODY, DOCUMENTED))
                .isTrue();
        assertThat(WebhookSignature.valid(List.of(other), BODY, DOCUMENTED)).isFalse();
        assertThat(WebhookSignature.valid(List.of(), BODY, DOCUMENTED)).isFalse();
    }

    @Test
    void anyFlippedBitOfBodyOrSignatureIsRefused() {
        Random random = new Random(7);
        byte[] body = new byte[257];
        random.nextBytes(body);
        String signature = "sha256=" + HexFormat.of().formatHex(WebhookSignature.of(SECRET, body));
        byte[] header = signature.getBytes(StandardCharsets.US_ASCII);

        assertThat(WebhookSignature.valid(List.of(SECRET), body, signature)).isTrue();
        for (int bit = 0; bit < body.length * 8; bit++) {
            byte[] flipped = body.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(WebhookSignature.valid(List.of(SECRET), flipped, signature))
                    .as("bit %s", bit)
                    .isFalse();
        }
        for (int bit = 0; bit < header.length * 8; bit++) {
            byte[] flipped = header.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            String other = new String(flipped, StandardCharsets.ISO_8859_1);
            assertThat(WebhookSignature.valid(List.of(SECRET), body, other))
                    .as("bit %s", bit)
                    .isFalse();
        }
    }

    @Test
    void otherFormsOfASignatureAreNone() {
        for (String header : List.of(
                "",
                "sha256=",
                DOCUMENTED + "0",
                DOCUMENTED.substring(0, 70),
                " " + DOCUMENTED,
                DOCUMENTED + "\n",
                DOCUMENTED.toUpperCase(Locale.ROOT),
                DOCUMENTED.replace("sha256", "sha1"))) {
            assertThat(WebhookSignature.valid(List.of(SECRET), BODY, header))
                    .as(header)
                    .isFalse();
        }
    }

    @Test
    void comparesInConstantTime() throws IOException {
        String source =
                Files.readString(Path.of("src/main/java/io/colony/engine/intake/webhook/WebhookSignature.java"));

        assertThat(source).contains("MessageDigest.isEqual(").doesNotContain("Arrays.equals", ".equals(");
    }
}

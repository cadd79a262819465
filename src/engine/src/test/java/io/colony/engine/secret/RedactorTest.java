package io.colony.engine.secret;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RedactorTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    void marksWhatItTookOut() {
        Redactor redactor = Redactor.of(List.of(Secret.of("ghp_0123456789")));

        assertThat(redactor.redact("token=ghp_0123456789, twice: ghp_0123456789!"))
                .isEqualTo("token=[redacted], twice: [redacted]!");
    }

    @Test
    void leavesTextWithoutSecretsAsItIs() {
        Redactor redactor = Redactor.of(List.of(Secret.of("correct horse"), Secret.empty(), Secret.of("abc")));

        assertThat(redactor.redact("abc, the correct answer, a horse")).isEqualTo("abc, the correct answer, a horse");
        assertThat(Redactor.NONE.redact("anything")).isEqualTo("anything");
    }

    @Test
    void hidesSecretsThatOverlapAsOne() {
        Redactor redactor = Redactor.of(List.of(Secret.of("abcdef"), Secret.of("defghi"), Secret.of("abcd")));

        assertThat(redactor.redact("<abcdefghi>")).isEqualTo("<[redacted]>");
    }

    @Test
    void findsASecretInJsonThatIsItselfInJson() throws JsonProcessingException {
        String secret = "a\"b\\c\n/d\u00e9";
        Redactor redactor = Redactor.of(List.of(Secret.of(secret)));

        String twice = MAPPER.writeValueAsString(MAPPER.writeValueAsString(secret));

        assertThat(redactor.redact(twice)).isEqualTo("\"\\\"[redacted]\\\"\"");
    }

    @Test
    void findsBase64WithBrokenLines() {
        String secret = "-----BEGIN KEY-----\n" + "0123456789abcdef\n".repeat(200) + "-----END KEY-----\n";
        Redactor redactor = Redactor.of(List.of(Secret.of(secret)));
        byte[] bytes = ("x" + secret + "y").getBytes(StandardCharsets.UTF_8);

        String redacted = redactor.redact("key: " + Base64.getMimeEncoder().encodeToString(bytes) + " end");

        assertThat(redacted).startsWith("key: ").endsWith(" end").hasSizeLessThan(40);
    }

    @Test
    void holdsBackNoMoreThanASecretTakes() {
        Redactor.InPieces pieces = Redactor.of(List.of(Secret.of("aaaa"))).inPieces();

        StringBuilder all = new StringBuilder();
        for (int piece = 0; piece < 100; piece++) {
            all.append(pieces.accept("a".repeat(100)));
        }
        all.append(pieces.finish());

        assertThat(all).hasToString("[redacted]");
    }

    @Property(tries = 300)
    void neverLetsAnEncodedSecretThrough(
            @ForAll("secrets") String secret, @ForAll("texts") String before, @ForAll("texts") String after)
            throws JsonProcessingException {
        Redactor redactor = Redactor.of(List.of(Secret.of(secret)));
        String plain = before + secret + after;
        byte[] bytes = plain.getBytes(StandardCharsets.UTF_8);

        assertThat(redactor.redact(plain)).doesNotContain(secret);
        assertThat(redactor.redact(URLEncoder.encode(plain, StandardCharsets.UTF_8)))
                .doesNotContain(URLEncoder.encode(secret, StandardCharsets.UTF_8));
        assertThat(redactor.redact(MAPPER.writeValueAsString(plain))).contains(Redactor.MARK);
        assertHidden(redactor, Base64.getEncoder().encodeToString(bytes), before, secret);
        assertHidden(redactor, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), before, secret);
    }

    @Property(tries = 300)
    void givesTheSameInPiecesAsAtOnce(
            @ForAll("secrets") String secret,
            @ForAll @Size(max = 6) List<@From("texts") String> parts,
            @ForAll @IntRange(min = 1, max = 9) int step) {
        Redactor redactor = Redactor.of(List.of(Secret.of(secret), Secret.of("aabaab")));
        String text = String.join(secret, parts) + secret + base64("z" + secret) + "aabaabaabaab";

        Redactor.InPieces pieces = redactor.inPieces();
        StringBuilder redacted = new StringBuilder();
        for (int at = 0; at < text.length(); at += step) {
            redacted.append(pieces.accept(text.substring(at, Math.min(text.length(), at + step))));
        }
        redacted.append(pieces.finish());

        assertThat(redacted).hasToString(redactor.redact(text));
        assertThat(redacted.toString()).doesNotContain(secret);
    }

    /** Every base64 digit that holds a bit of the secret is gone: what is left of them is what stood around it. */
    private static void assertHidden(Redactor redactor, String encoded, String before, String secret) {
        int firstBit = before.getBytes(StandardCharsets.UTF_8).length * 8;
        int lastBit = firstBit + secret.getBytes(StandardCharsets.UTF_8).length * 8;
        String core = encoded.substring(firstBit / 6, Math.min(encoded.length(), (lastBit + 5) / 6));
        assertThat(redactor.redact(encoded)).contains(Redactor.MARK).doesNotContain(core);
    }

    @Provide
    Arbitrary<String> secrets() {
        Arbitrary<String> ascii =
                Arbitraries.strings().withCharRange(' ', '~').ofMinLength(4).ofMaxLength(24);
        Arbitrary<String> wide = Arbitraries.of("\u00e9", "\ud83d\ude00", "\n", "\t", "\"", "\\", "/", "+", " ");
        return Combinators.combine(ascii, wide, ascii)
                .as((head, middle, tail) -> head + middle + tail)
                .filter(secret -> !Redactor.MARK.contains(secret));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("ab\"\\ \u00e9=+/%n").ofMaxLength(12);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}

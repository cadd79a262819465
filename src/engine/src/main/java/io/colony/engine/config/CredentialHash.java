package io.colony.engine.config;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * What is kept of a password or token: enough to know it again, not to find it. A chosen password can be guessed, so each
 * guess is made dear: PBKDF2 with HMAC-SHA256, {@value #ITERATIONS} iterations unless written otherwise. A token is 256
 * random bits, which nobody guesses: salted SHA-256.
 *
 * @param iterations 0 for a token
 * @param salt in base64url, as {@code hash}
 */
public record CredentialHash(int iterations, String salt, String hash) {
    /** For passwords; as OWASP's cheat sheet of 2023 has it. */
    public static final int ITERATIONS = 600_000;

    /** What every token begins with: it can be told from a password, by us and by scanners for leaked secrets. */
    public static final String TOKEN = "colony_";

    private static final int FEWEST_ITERATIONS = 100_000;
    private static final int MOST_ITERATIONS = 5_000_000;
    private static final int BYTES = 32;
    private static final String WORD = "([A-Za-z0-9_-]{43})";
    private static final Pattern TOKEN_FORM = Pattern.compile("sha256:" + WORD + ":" + WORD);
    private static final Pattern PASSWORD_FORM = Pattern.compile("pbkdf2-sha256:([0-9]{6,7}):" + WORD + ":" + WORD);
    private static final Pattern A_TOKEN = Pattern.compile(TOKEN + WORD);

    /** A new token; this is the only place where it is known. */
    public static String newToken(SecureRandom random) {
        return TOKEN + randomWord(random);
    }

    /** Whether a text has the form of a token: where it has not, it can only be a password. */
    public static boolean looksLikeToken(String text) {
        return A_TOKEN.matcher(text).matches();
    }

    public static CredentialHash ofToken(String token, SecureRandom random) {
        String salt = randomWord(random);
        return new CredentialHash(0, salt, digest(token, salt));
    }

    public static CredentialHash ofPassword(String password, SecureRandom random) {
        String salt = randomWord(random);
        return new CredentialHash(ITERATIONS, salt, derive(password, salt, ITERATIONS));
    }

    /** One that no password or token has, and that takes as long to compare. */
    public static CredentialHash ofNobody(int iterations, SecureRandom random) {
        return new CredentialHash(iterations, randomWord(random), randomWord(random));
    }

    /** Reads what {@link #text} wrote. */
    public static Optional<CredentialHash> parse(String text) {
        Matcher token = TOKEN_FORM.matcher(text);
        if (token.matches()) {
            return Optional.of(new CredentialHash(0, token.group(1), token.group(2)));
        }
        Matcher password = PASSWORD_FORM.matcher(text);
        return Optional.of(password)
                .filter(Matcher::matches)
                .map(found -> new CredentialHash(Integer.parseInt(found.group(1)), found.group(2), found.group(3)))
                .filter(found -> found.iterations >= FEWEST_ITERATIONS && found.iterations <= MOST_ITERATIONS);
    }

    /** As it stands in the file of users. */
    public String text() {
        return isToken() ? "sha256:" + salt + ":" + hash : "pbkdf2-sha256:" + iterations + ":" + salt + ":" + hash;
    }

    public boolean isToken() {
        return iterations == 0;
    }

    /** Whether this is kept of the given one. Takes equally long whatever it answers; for a password that is long. */
    public boolean matches(String secret) {
        String given = isToken() ? digest(secret, salt) : derive(secret, salt, iterations);
        return MessageDigest.isEqual(
                given.getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public String toString() {
        return isToken() ? "hash of a token" : "hash of a password";
    }

    private static String digest(String secret, String salt) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(decode(salt));
            return encode(sha256.digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw missing(impossible);
        }
    }

    private static String derive(String secret, String salt, int iterations) {
        PBEKeySpec spec = new PBEKeySpec(secret.toCharArray(), decode(salt), iterations, BYTES * 8);
        try {
            return encode(SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded());
        } catch (GeneralSecurityException impossible) {
            throw missing(impossible);
        } finally {
            spec.clearPassword();
        }
    }

    private static String randomWord(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return encode(bytes);
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] decode(String word) {
        return Base64.getUrlDecoder().decode(word);
    }

    private static ConfigException missing(GeneralSecurityException failure) {
        return new ConfigException(
                "This Java lacks SHA-256 or PBKDF2, so nobody can sign in. Use another JDK.", failure);
    }
}

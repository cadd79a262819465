package io.colony.web.access;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an {@code Authorization} header holds. Its text never shows the secret. */
sealed interface Credentials {
    /** There is no such header. */
    record None() implements Credentials {}

    /** There is one that cannot be read, or more than one. */
    record Unreadable() implements Credentials {}

    /** A name, and a password or token. */
    record Basic(String login, String secret) implements Credentials {
        @Override
        public String toString() {
            return "Basic";
        }
    }

    /** A token alone. */
    record Bearer(String token) implements Credentials {
        @Override
        public String toString() {
            return "Bearer";
        }
    }

    /** Longer passwords are refused: hashing takes as long as the text. */
    int LONGEST = 1_024;

    Pattern FORM = Pattern.compile("([A-Za-z]+) +([A-Za-z0-9._~+/-]+=*) *");

    static Credentials of(HttpServletRequest request) {
        List<String> headers = Collections.list(request.getHeaders("Authorization"));
        return headers.isEmpty() ? new None() : headers.size() > 1 ? new Unreadable() : of(headers.getFirst());
    }

    static Credentials of(String header) {
        Matcher form = FORM.matcher(header);
        if (!form.matches() || form.group(2).length() > 4 * LONGEST) {
            return new Unreadable();
        }
        return switch (form.group(1).toLowerCase(Locale.ROOT)) {
            case "basic" -> basic(form.group(2)).orElseGet(Unreadable::new);
            case "bearer" -> new Bearer(form.group(2));
            default -> new Unreadable();
        };
    }

    private static Optional<Credentials> basic(String encoded) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getDecoder().decode(encoded)))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException noText) {
            return Optional.empty();
        }
        int colon = text.indexOf(':');
        boolean good = colon > 0
                && colon < text.length() - 1
                && text.length() <= LONGEST
                && text.chars().noneMatch(Character::isISOControl);
        return good ? Optional.of(new Basic(text.substring(0, colon), text.substring(colon + 1))) : Optional.empty();
    }
}

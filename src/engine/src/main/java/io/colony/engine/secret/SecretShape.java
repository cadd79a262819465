package io.colony.engine.secret;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * One way in which a secret can stand in a text: a sequence of parts, each with the strings that it may be written as. No
 * regular expression, whose depth of recursion would grow with the length of a private key.
 */
final class SecretShape {
    private static final String BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final List<String> LINE_ENDS = List.of("\n", "\r\n", "\\n", "\\r\\n");
    private static final int BITS = 6;

    private final List<Set<String>> parts;
    private final BitSet firstCharacters = new BitSet();
    private final int longest;

    private SecretShape(List<Set<String>> parts) {
        this.parts = parts;
        parts.getFirst().forEach(written -> firstCharacters.set(written.charAt(0)));
        this.longest = parts.stream()
                .mapToInt(part -> part.stream().mapToInt(String::length).max().orElse(0))
                .sum();
    }

    /** As it is, URL-encoded or escaped for JSON (twice at most), each character by itself. */
    static SecretShape text(String secret) {
        return new SecretShape(
                secret.codePoints().mapToObj(SecretShape::writings).toList());
    }

    /**
     * In base64 of something longer, either alphabet, lines broken or not.
     *
     * @param before how many bytes stand before it, modulo 3
     */
    static SecretShape base64(String secret, int before) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        int firstBit = before * 8;
        int lastBit = firstBit + bytes.length * 8;
        List<Set<String>> parts = new ArrayList<>();
        for (int at = firstBit / BITS * BITS; at < lastBit; at += BITS) {
            Set<String> part = new LinkedHashSet<>();
            for (int value = 0; value < BASE64.length(); value++) {
                if (agrees(bytes, firstBit, at, value)) {
                    part.addAll(digit(BASE64.charAt(value), parts.isEmpty()));
                }
            }
            parts.add(part);
        }
        return new SecretShape(parts);
    }

    /** The most characters that it can take. */
    int longest() {
        return longest;
    }

    /** Where it ends if it begins here, the longest way of reading it; -1 if it does not. */
    int end(CharSequence text, int from) {
        if (!firstCharacters.get(text.charAt(from))) {
            return -1;
        }
        TreeSet<Integer> reached = new TreeSet<>(Set.of(from));
        for (Set<String> part : parts) {
            TreeSet<Integer> next = new TreeSet<>();
            for (int position : reached) {
                for (String written : part) {
                    if (standsAt(text, position, written)) {
                        next.add(position + written.length());
                    }
                }
            }
            if (next.isEmpty()) {
                return -1;
            }
            reached = next;
        }
        return reached.last();
    }

    private static boolean standsAt(CharSequence text, int position, String written) {
        if (position + written.length() > text.length()) {
            return false;
        }
        for (int at = 0; at < written.length(); at++) {
            if (text.charAt(position + at) != written.charAt(at)) {
                return false;
            }
        }
        return true;
    }

    private static Set<String> writings(int codePoint) {
        String plain = Character.toString(codePoint);
        Set<String> once = new LinkedHashSet<>(unicodeEscapes(plain));
        int letter = "\"\\/\n\r\t\b\f".indexOf(codePoint);
        if (letter >= 0) {
            once.add("\\" + "\"\\/nrtbf".charAt(letter));
        }
        Set<String> all = new LinkedHashSet<>(Set.of(plain));
        all.addAll(once);
        once.forEach(escaped -> all.add(escaped.replace("\\", "\\\\").replace("\"", "\\\"")));
        String percent =
                "%" + HexFormat.ofDelimiter("%").withUpperCase().formatHex(plain.getBytes(StandardCharsets.UTF_8));
        all.add(percent);
        all.add(percent.toLowerCase(Locale.ROOT));
        if (codePoint == ' ') {
            all.add("+");
        }
        return all;
    }

    private static List<String> unicodeEscapes(String plain) {
        StringBuilder upper = new StringBuilder();
        StringBuilder lower = new StringBuilder();
        for (int at = 0; at < plain.length(); at++) {
            String digits = HexFormat.of().toHexDigits(plain.charAt(at));
            upper.append("\\u").append(digits.toUpperCase(Locale.ROOT));
            lower.append("\\u").append(digits);
        }
        return List.of(upper.toString(), lower.toString());
    }

    private static Set<String> digit(char digit, boolean first) {
        Set<String> writings = new LinkedHashSet<>(
                switch (digit) {
                    case '+' -> List.of("+", "-", "%2B", "%2b");
                    case '/' -> List.of("/", "_", "%2F", "%2f", "\\/");
                    default -> List.of(String.valueOf(digit));
                });
        if (!first) {
            List.copyOf(writings).forEach(written -> LINE_ENDS.forEach(end -> writings.add(end + written)));
        }
        return writings;
    }

    /** Whether a digit at this bit can hold the value, given the bits of the secret and any bits around it. */
    private static boolean agrees(byte[] bytes, int firstBit, int at, int value) {
        for (int bit = 0; bit < BITS; bit++) {
            int index = at + bit - firstBit;
            boolean ours = index >= 0 && index < bytes.length * 8;
            if (ours && (bytes[index / 8] >> (7 - index % 8) & 1) != (value >> (BITS - 1 - bit) & 1)) {
                return false;
            }
        }
        return true;
    }
}

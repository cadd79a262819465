package io.colony.engine.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognises what looks like a credential in a line of text. It says of what kind it is, never what it is. */
final class SecretScan {
    private static final int CHUNK = 4_000;
    private static final int OVERLAP = 400;
    private static final double RANDOM_BITS = 3.5;

    private record Format(String name, Pattern pattern) {
        static Format of(String name, String regex) {
            return new Format(name, Pattern.compile(regex));
        }
    }

    private static final List<Format> FORMATS = List.of(
            Format.of("a GitHub token", "\\b(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{50,255})"),
            Format.of("a GitLab token", "\\bgl(?:pat|dt|rt|cbt|ptt)-[A-Za-z0-9_-]{20,}"),
            Format.of("an AWS access key", "\\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\\b"),
            Format.of("a Slack token", "\\bxox[abeoprs]-[A-Za-z0-9-]{10,}|\\bxapp-[0-9]-[A-Za-z0-9-]{10,}"),
            Format.of("a Slack web hook", "hooks\\.slack\\.com/(?:services|workflows)/[A-Za-z0-9/_-]{20,}"),
            Format.of("a Google API key", "\\bAIza[A-Za-z0-9_-]{35}"),
            Format.of("a Google OAuth secret", "\\bGOCSPX-[A-Za-z0-9_-]{20,}|\\bya29\\.[A-Za-z0-9_-]{20,}"),
            Format.of("an Anthropic key", "\\bsk-ant-[A-Za-z0-9_-]{20,}"),
            // The first "sk-" of a word decides about all that follow in it, so that a word is read once.
            Format.of(
                    "an OpenAI key",
                    "(?<![A-Za-z0-9_-])(?>[A-Za-z0-9_-]*?\\bsk-)(?:[A-Za-z0-9]{0,19}+[_-])*+[A-Za-z0-9]{20}"),
            Format.of("a Stripe key", "\\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,}"),
            Format.of("an npm token", "\\bnpm_[A-Za-z0-9]{36}"),
            Format.of("a PyPI token", "\\bpypi-[A-Za-z0-9_-]{50,}"),
            Format.of("a private key", "-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----"),
            Format.of(
                    "a JSON web token",
                    "(?<![A-Za-z0-9_-])(?>[A-Za-z0-9_-]*?\\beyJ)[A-Za-z0-9_-]{8,}+\\.eyJ[A-Za-z0-9_-]{8,}+\\.[A-Za-z0-9_-]{8}"),
            Format.of(
                    "a password in an address", "\\b[a-z][a-z0-9+.-]{1,20}://[^\\s:/@]{1,80}:[^\\s:/@${}<>*]{6,80}@"));

    private static final Pattern ASSIGNMENT = Pattern.compile(
            "(?i)(?:password|passwd|pwd|secret|token|api_?-?key|private_?-?key|access_?-?key|credential)"
                    + "[A-Za-z0-9_.-]{0,30}[\"']?\\]?\\s{0,10}(?::=|=>|[:=])\\s{0,10}[\"'`]?([A-Za-z0-9+/_=-]{20,200})");
    private static final Pattern PLACEHOLDER = Pattern.compile(
            "example|changeme|placeholder|dummy|your[_-]|xxxx|0{8}|1234567|abcdef", Pattern.CASE_INSENSITIVE);

    private SecretScan() {}

    /** What the line holds; empty where it looks harmless. */
    static List<String> find(String line) {
        List<String> found = new ArrayList<>();
        for (int start = 0; start < line.length(); start += CHUNK - OVERLAP) {
            String chunk = line.substring(start, Math.min(line.length(), start + CHUNK));
            found(chunk).filter(kind -> !found.contains(kind)).ifPresent(found::add);
            if (start + CHUNK >= line.length()) {
                break;
            }
        }
        return found;
    }

    private static Optional<String> found(String chunk) {
        for (Format format : FORMATS) {
            if (format.pattern().matcher(chunk).find()) {
                return Optional.of(format.name());
            }
        }
        Matcher assignment = ASSIGNMENT.matcher(chunk);
        while (assignment.find()) {
            if (isRandom(assignment.group(1))) {
                return Optional.of("a random value that is given to a secret");
            }
        }
        return Optional.empty();
    }

    /** Letters and digits mixed as no word is. */
    private static boolean isRandom(String value) {
        boolean digits = value.chars().anyMatch(Character::isDigit);
        boolean letters = value.chars().anyMatch(Character::isLetter);
        return digits && letters && !PLACEHOLDER.matcher(value).find() && bits(value) >= threshold(value);
    }

    /** Hexadecimal has 4 bits a digit at most, so it reaches less. */
    private static double threshold(String value) {
        return value.toLowerCase(Locale.ROOT).matches("[0-9a-f]+") ? RANDOM_BITS - 0.5 : RANDOM_BITS;
    }

    /** The entropy of its characters. */
    static double bits(String value) {
        double bits = 0;
        for (int character : value.chars().distinct().toArray()) {
            double share = (double) value.chars().filter(c -> c == character).count() / value.length();
            bits -= share * Math.log(share) / Math.log(2);
        }
        return bits;
    }
}

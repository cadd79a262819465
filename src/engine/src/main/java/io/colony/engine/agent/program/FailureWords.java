package io.colony.engine.agent.program;

import io.colony.engine.agent.program.StreamLine.ErrorClass;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whose fault a failure is that a program tells in words which it is not known for. What the provider says of limits,
 * load and connections is its own; an HTTP status of the request's, or a policy that it breaks, is the attempt's, so that
 * one issue does not hold up all others. A status that tells of the account, the address or the proxy is a person's to mend,
 * and uses up no attempts.
 */
public final class FailureWords {
    /** Enough for what a program says of a failure; the text is a stranger's, and patterns are held against it. */
    private static final int LONGEST = 500;

    private static final List<String> PROVIDER = List.of(
            "rate limit",
            "rate_limit",
            "ratelimit",
            "too many requests",
            "usage limit",
            "quota",
            "resource_exhausted",
            "overloaded",
            "unavailable",
            "high demand",
            "timed out",
            "timeout",
            "stream disconnected",
            "connection");

    private static final List<String> REQUEST =
            List.of("policy", "policies", "flagged", "safety", "prohibited", "moderation", "invalid prompt", "blocked");

    private static final Pattern STATUS = Pattern.compile("(?:status|code|http|error)[\\W_]{1,4}([45]\\d\\d)\\b");

    /** As Codex ("unexpected status 401 Unauthorized") and Gemini CLI (a JSON document) tell the status of their request. */
    private static final Pattern OF_ITS_REQUEST =
            Pattern.compile("(?:unexpected status|last status|\"code\\\\?\")[\\W_]{1,4}([45]\\d\\d)\\b");

    /** Credential, payment, permission, model, method, proxy, country: no request of this account does better. */
    private static final List<String> ACCOUNT = List.of("401", "402", "403", "404", "405", "407", "451");

    /** Statuses of the request's kind that say that the provider does not want to be asked now. */
    private static final List<String> LATER = List.of("408", "409", "425", "429");

    private FailureWords() {}

    /** As much of a message as is looked at, in lower case. */
    public static String beginning(String message) {
        return message.substring(0, Math.min(message.length(), LONGEST)).toLowerCase(Locale.ROOT);
    }

    /**
     * {@code PROVIDER}, {@code PERMANENT} or {@code CONTENT}. A stated HTTP status counts, else what {@link #beginning} names;
     * one that is told of something else, such as of an address in the request, says nothing of the account.
     */
    public static ErrorClass blame(String beginning) {
        Matcher own = OF_ITS_REQUEST.matcher(beginning);
        if (own.find() && ACCOUNT.contains(own.group(1))) {
            return ErrorClass.PERMANENT;
        }
        Matcher status = STATUS.matcher(beginning);
        if (status.find()) {
            String code = status.group(1);
            return code.startsWith("5") || LATER.contains(code) ? ErrorClass.PROVIDER : ErrorClass.CONTENT;
        }
        boolean provider = PROVIDER.stream().anyMatch(beginning::contains);
        return !provider && REQUEST.stream().anyMatch(beginning::contains) ? ErrorClass.CONTENT : ErrorClass.PROVIDER;
    }
}

package io.colony.web.access;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Each form carries a value that only this server can make, and only for the one visitor; it holds until the server ends.
 * A program that sends JSON needs none, since no browser lets a page of another origin send that here. Whatever a browser
 * says about where a request comes from must agree. Safe for use by many threads.
 */
public final class FormTokens implements RequestGuard {
    private static final String FIELD = "token";
    private static final String ALGORITHM = "HmacSHA256";
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    private static final int MOST_KEPT = 1_000;

    private final SecretKeySpec key;
    /** By login: each page carries one. */
    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    public FormTokens(SecureRandom random) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        this.key = new SecretKeySpec(bytes, ALGORITHM);
    }

    @Override
    public Field field(HttpServletRequest request, Visitor visitor) {
        return new Field(FIELD, token(visitor));
    }

    @Override
    public boolean meant(HttpServletRequest request, Visitor visitor) {
        return fromHere(request) && (isJson(request) || carriesToken(request, visitor));
    }

    /** Once, and in the body: an address stands in histories and logs. */
    private boolean carriesToken(HttpServletRequest request, Visitor visitor) {
        String[] given = request.getParameterValues(FIELD);
        return given != null
                && given.length == 1
                && !inAddress(request)
                && MessageDigest.isEqual(bytes(given[0]), bytes(token(visitor)));
    }

    private static boolean inAddress(HttpServletRequest request) {
        String query = request.getQueryString();
        try {
            return query != null
                    && Arrays.stream(query.split("&", -1))
                            .map(pair -> URLDecoder.decode(pair.split("=", 2)[0], StandardCharsets.UTF_8))
                            .anyMatch(FIELD::equals);
        } catch (IllegalArgumentException unreadable) {
            return true;
        }
    }

    private static boolean isJson(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null
                && type.toLowerCase(Locale.ROOT).split(";", 2)[0].strip().equals("application/json");
    }

    private static boolean fromHere(HttpServletRequest request) {
        return all(request, "Sec-Fetch-Site", OWN_SITES::contains)
                && all(request, "Origin", from -> isOwn(from, request.getHeader("Host")));
    }

    private static boolean all(HttpServletRequest request, String header, Predicate<String> agrees) {
        return Collections.list(request.getHeaders(header)).stream().allMatch(agrees);
    }

    private static boolean isOwn(String origin, String host) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority != null && authority.equalsIgnoreCase(host);
        } catch (IllegalArgumentException noAddress) {
            return false;
        }
    }

    private String token(Visitor visitor) {
        String known = tokens.get(visitor.login());
        if (known != null) {
            return known;
        }
        String made = made(visitor);
        if (tokens.size() < MOST_KEPT) {
            tokens.put(visitor.login(), made);
        }
        return made;
    }

    private String made(Visitor visitor) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(bytes(visitor.login())));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(
                    "This Java has no " + ALGORITHM + ", which every Java must have.", impossible);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package io.colony.web.access;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Each form carries a value that only this server can make, and only for the one visitor; it holds until the server ends.
 * A program that sends JSON needs none, since no browser lets a page of another origin send that here. Whatever a browser
 * says about where a request comes from must agree. Immutable.
 */
public final class FormTokens implements RequestGuard {
    private static final String FIELD = "token";
    private static final String ALGORITHM = "HmacSHA256";
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    private final SecretKeySpec key;

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

    private boolean carriesToken(HttpServletRequest request, Visitor visitor) {
        String given = request.getParameter(FIELD);
        return given != null && MessageDigest.isEqual(bytes(given), bytes(token(visitor)));
    }

    private static boolean isJson(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null
                && type.toLowerCase(Locale.ROOT).split(";", 2)[0].strip().equals("application/json");
    }

    private static boolean fromHere(HttpServletRequest request) {
        Optional<String> site = Optional.ofNullable(request.getHeader("Sec-Fetch-Site"));
        Optional<String> origin = Optional.ofNullable(request.getHeader("Origin"));
        return site.map(OWN_SITES::contains).orElse(true)
                // Pages that send no referrer send their forms with the origin 'null'; the browser's own word counts
                // then.
                && origin.map(from -> (from.equals("null")
                                        && site.filter("same-origin"::equals).isPresent())
                                || isOwn(from, request.getHeader("Host")))
                        .orElse(true);
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

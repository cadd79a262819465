package io.colony.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;

/** What every answer forbids the browser. */
final class SecurityHeaders {
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
                    + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            // For browsers that do not know frame-ancestors.
            "X-Frame-Options",
            "DENY",
            // Not no-referrer: under that a browser says "Origin: null" with our own forms.
            "Referrer-Policy",
            "same-origin",
            "Permissions-Policy",
            "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), display-capture=()",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Embedder-Policy",
            "require-corp",
            "Vary",
            "Accept-Encoding, Accept-Language, Cookie, Sec-Fetch-Site");

    private SecurityHeaders() {}

    static void addTo(HttpServletResponse response) {
        HEADERS.forEach(response::setHeader);
    }
}

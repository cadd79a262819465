package io.colony.web;

import io.colony.web.language.Words;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a reader wants pages: as the address says it, else as they chose before, else as their browser asks for it. A choice
 * is kept in a cookie.
 */
record Preferences(Words words, String theme) {
    private static final String LANGUAGE = "lang";
    private static final String THEME = "theme";
    private static final List<String> THEMES = List.of("auto", "light", "dark");
    private static final int YEAR = 365 * 24 * 3600;

    static Preferences of(HttpServletRequest request, HttpServletResponse response) {
        Optional<String> language = choice(request, response, LANGUAGE, Words.tags());
        Optional<String> theme = choice(request, response, THEME, THEMES);
        return new Preferences(
                Words.of(language.map(tag -> List.of(Locale.forLanguageTag(tag)))
                        .orElseGet(() -> request.getHeader("Accept-Language") == null
                                ? List.of()
                                : Collections.list(request.getLocales()))),
                theme.orElse("auto"));
    }

    private static Optional<String> choice(
            HttpServletRequest request, HttpServletResponse response, String name, List<String> allowed) {
        // A form says nothing of this, and is not read before it is known who sends it.
        Optional<String> asked = RequestLimits.reads(request)
                ? Optional.ofNullable(request.getParameter(name)).filter(allowed::contains)
                : Optional.empty();
        asked.ifPresent(value -> response.addHeader("Set-Cookie", cookie(request, name, value)));
        return asked.or(() -> Stream.ofNullable(request.getCookies())
                .flatMap(Arrays::stream)
                .filter(cookie -> cookie.getName().equals("colony-" + name))
                .map(Cookie::getValue)
                .filter(allowed::contains)
                .findFirst());
    }

    /** Written by hand, since the servlet API of the oldest container knows no SameSite. The value is one of ours. */
    private static String cookie(HttpServletRequest request, String name, String value) {
        return "colony-" + name + "=" + value + "; Path=" + request.getContextPath() + request.getServletPath()
                + "/; Max-Age=" + YEAR + "; HttpOnly; SameSite=Lax" + (request.isSecure() ? "; Secure" : "");
    }

    /** The page's own address from the mount point on, without what is kept in cookies. */
    String here(HttpServletRequest request, String path) {
        String query = Stream.ofNullable(request.getQueryString())
                .flatMap(all -> Arrays.stream(all.split("&", -1)))
                .filter(pair -> !pair.startsWith(LANGUAGE + "=") && !pair.startsWith(THEME + "="))
                .collect(Collectors.joining("&"));
        return path.substring(1) + (query.isEmpty() ? "" : "?" + query);
    }
}

package io.colony.web;

import io.colony.web.exchange.Answer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How an answer goes out: compressed, and not at all where the reader has it. */
final class Sending {
    /**
     * Requests that somebody else's page had a browser make get no compressed page: from the length of many such answers,
     * somebody who listens on the line could guess the token in it (BREACH).
     */
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    private Sending() {}

    static void send(HttpServletRequest request, HttpServletResponse response, Answer answer) throws IOException {
        answer.headers().forEach(response::setHeader);
        response.setHeader("Cache-Control", answer.cache());
        boolean compressed = mayCompress(request, answer);
        if (answer.status() == 200) {
            String tag = answer.tag();
            String zipped = tag.substring(0, tag.length() - 1) + "-gzip\"";
            response.setHeader("ETag", compressed ? zipped : tag);
            String known = request.getHeader("If-None-Match");
            if (tag.equals(known) || zipped.equals(known)) {
                response.setStatus(304);
                return;
            }
        }
        byte[] body = compressed ? answer.compressed() : answer.body();
        if (compressed) {
            response.setHeader("Content-Encoding", "gzip");
        }
        response.setStatus(answer.status());
        response.setContentType(answer.type());
        response.setContentLength(body.length);
        if (!request.getMethod().equals("HEAD")) {
            response.getOutputStream().write(body);
        }
    }

    private static boolean mayCompress(HttpServletRequest request, Answer answer) {
        return answer.isCompressible()
                && accepts(request.getHeader("Accept-Encoding"))
                && (!answer.isPage()
                        || Optional.ofNullable(request.getHeader("Sec-Fetch-Site"))
                                .filter(OWN_SITES::contains)
                                .isPresent());
    }

    private static boolean accepts(@Nullable String encodings) {
        return Stream.ofNullable(encodings)
                .flatMap(all -> Arrays.stream(all.toLowerCase(Locale.ROOT).split(",", -1)))
                .map(one -> one.replace(" ", ""))
                .anyMatch(one -> one.equals("gzip") || (one.startsWith("gzip") && !one.matches("gzip;q=0([.]0*)?")));
    }
}

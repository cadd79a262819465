package io.colony.testkit.github.rest;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.colony.testkit.github.world.Actor;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Conditional requests: what has not changed is not sent again, and costs nothing. */
final class Etags {
    private Etags() {}

    static Answer apply(Asked asked, Actor actor, Answer answer) {
        if (answer.status() != 200) {
            return answer;
        }
        String tag = "W/\"" + sha256(actor.quotaKey() + answer.body()) + "\"";
        Answer tagged = answer.with("ETag", tag).with("Cache-Control", "private, max-age=60, s-maxage=60");
        boolean same = asked.header("if-none-match")
                .filter(tags -> Arrays.stream(tags.split(",", -1)).anyMatch(each -> same(each.strip(), tag)))
                .isPresent();
        boolean old = asked.header("if-none-match").isEmpty()
                && asked.header("if-modified-since")
                        .filter(since -> since.equals(answer.headers().get("Last-Modified")))
                        .isPresent();
        if (!same && !old) {
            return tagged;
        }
        Map<String, String> headers = new LinkedHashMap<>(tagged.headers());
        headers.remove("Link");
        return new Answer(304, MissingNode.getInstance(), headers);
    }

    private static boolean same(String one, String other) {
        return one.replace("W/", "").equals(other.replace("W/", ""));
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}

package io.colony.testkit.github.world;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Whoever acts or owns. */
public record Account(long id, String login, Kind kind) {
    /** As GitHub's {@code type}. */
    public enum Kind {
        USER("User"),
        BOT("Bot"),
        ORGANIZATION("Organization");

        private final String type;

        Kind(String type) {
            this.type = type;
        }

        public String type() {
            return type;
        }
    }

    /** An opaque name, such as GitHub's GraphQL gives to all that it holds. */
    public static String nodeId(String kind, long id) {
        return Base64.getEncoder()
                .encodeToString(("0" + kind.length() + ":" + kind + id).getBytes(StandardCharsets.UTF_8));
    }

    public boolean is(Account other) {
        return id == other.id;
    }

    /** The address that GitHub lets commits have that it makes for somebody. */
    public String email() {
        return id + "+" + login + "@users.noreply.github.com";
    }
}

package io.colony.testkit.github.world;

import java.util.Locale;

/** What an account may do in a repository, each including those before. */
public enum Level {
    NONE,
    READ,
    TRIAGE,
    WRITE,
    MAINTAIN,
    ADMIN;

    public boolean includes(Level needed) {
        return compareTo(needed) >= 0;
    }

    /** As GitHub's {@code role_name}. */
    public String roleName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As GitHub's {@code permission}, which knows four of them only. */
    public String permission() {
        return switch (this) {
            case NONE -> "none";
            case READ, TRIAGE -> "read";
            case WRITE, MAINTAIN -> "write";
            case ADMIN -> "admin";
        };
    }
}

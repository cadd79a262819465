package io.colony.engine.notice;

/**
 * Carries notices to people: by mail, chat, or whatever a host has. Safe for use by many threads.
 *
 * <p>Delivery is at least once: after a crash the same notice, with the same id, may come again.
 */
public interface Notifier {
    /** The channel's name: lower-case letters, digits and hyphens; not {@code comment}. */
    String channel();

    /** Hands the notice over. What goes wrong is an answer, not an exception. */
    Delivery deliver(Notice notice);

    /** What became of it. */
    sealed interface Delivery {
        /** Whoever carries it on has taken it. */
        record Delivered() implements Delivery {}

        /** It is tried again, less and less often, and given up in the end. */
        record Failed(String reason) implements Delivery {}
    }
}

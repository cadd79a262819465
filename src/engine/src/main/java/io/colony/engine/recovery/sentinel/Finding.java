package io.colony.engine.recovery.sentinel;

/** What a detector sees. The same subject again is the same finding, seen once more. */
public sealed interface Finding {
    /** What it is about, such as {@code owner/name#12}, {@code owner/name} or a worker's name. */
    String subject();

    /** What is wrong, in words for people. */
    String reason();

    /** Whether people are told: what the Sentinel heals by itself is nothing to them, a change that did not stand is. */
    default boolean forPeople() {
        return switch (this) {
            case Notice notice -> true;
            case Act act ->
                act.remedy() instanceof Remedy.Book book
                        && book.booking().outcome().setback();
        };
    }

    /** For people to know. */
    record Notice(String subject, String reason) implements Finding {}

    /** Healed by the Sentinel itself, in words that the audit log keeps. */
    record Act(String subject, String reason, Remedy remedy) implements Finding {}
}

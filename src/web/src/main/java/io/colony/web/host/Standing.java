package io.colony.web.host;

/** How it stands with the store. */
public sealed interface Standing<T> {
    /** Nobody has said where it is. */
    record Unset<T>() implements Standing<T> {}

    /** It is being opened for the first time. */
    record Opening<T>() implements Standing<T> {}

    /**
     * It could not be opened; that is tried again and again.
     *
     * @param why and what to do, for people
     */
    record Away<T>(String why) implements Standing<T> {}

    /** It is open. Whether it can be reached at this moment is for whoever asks it something to see. */
    record Open<T>(T store) implements Standing<T> {}

    /** It was closed for good, since the host goes down. */
    record Closed<T>() implements Standing<T> {}
}

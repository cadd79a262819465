package io.colony.engine.issue;

/**
 * Who caused a change.
 *
 * @param kind what sort of actor it is
 * @param name a worker's name, a person's login, a detector's name
 */
public record Actor(Kind kind, String name) {
    /** The sorts of actor; the lower-case name is what the store holds. */
    public enum Kind {
        /** A worker that ran a stage. */
        WORKER,
        /** Admission and dependency handling. */
        MAYOR,
        /** A detector that heals by itself. */
        SENTINEL,
        /** A person, by whatever door they came. */
        OPERATOR,
        /** The code host: a merge, push or close that somebody made there. */
        FORGE
    }

    public static Actor worker(String name) {
        return new Actor(Kind.WORKER, name);
    }

    public static Actor mayor() {
        return new Actor(Kind.MAYOR, "mayor");
    }

    public static Actor sentinel(String detector) {
        return new Actor(Kind.SENTINEL, detector);
    }

    public static Actor operator(String login) {
        return new Actor(Kind.OPERATOR, login);
    }

    public static Actor forge(String login) {
        return new Actor(Kind.FORGE, login);
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(java.util.Locale.ROOT) + ":" + name;
    }
}

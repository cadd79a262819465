package io.colony.web.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;
import java.util.Map;

/** Says who sends a request. Safe for use by many threads. */
@FunctionalInterface
public interface Access {
    Entry enter(HttpServletRequest request);

    /** Whether a request comes in. */
    sealed interface Entry {
        /** As this person. */
        record Admitted(Visitor visitor) implements Entry {}

        /**
         * Not without saying who it is.
         *
         * @param headers of the answer, such as {@code WWW-Authenticate}
         * @param advice what to do, for people
         */
        record Challenged(Map<String, String> headers, String advice) implements Entry {
            public Challenged {
                headers = Map.copyOf(headers);
            }
        }

        /**
         * Not at all, or not now.
         *
         * @param status of the answer
         * @param what happened, in a few words
         * @param advice what to do, for people
         */
        record Refused(int status, String what, String advice, Map<String, String> headers) implements Entry {
            public Refused {
                headers = Map.copyOf(headers);
            }
        }
    }

    /** Everybody is this person with all rights: for a server that only this machine's user reaches. */
    static Access everybodyIs(String login) {
        Visitor visitor = new Visitor(login, EnumSet.allOf(Role.class));
        return request -> new Entry.Admitted(visitor);
    }
}

package io.colony.bench.replay;

/**
 * What the scripted agent does wrong at one attempt.
 *
 * @param path the file that it is about; empty where it is about none
 * @param hunk which part of that file's change, from 0
 */
record Mistake(Kind kind, String path, int hunk) {
    /** In which way. */
    enum Kind {
        /** A part of a source file's change is left out, without which the commit's own tests fail. */
        DROPS_HUNK,
        /** The right change, with a claim of tests that nobody wrote. */
        CLAIMS_TOO_MUCH,
        /** The tests are left out: the gates do not notice. */
        FORGETS_TESTS,
        /** Nothing is changed, and it says that something was. */
        CHANGES_NOTHING,
        /** The right change, and another file is touched, which no gate notices. */
        LEAVES_ITS_SCOPE,
        /** Conflict markers stay in a source file. */
        LEAVES_MARKERS;

        /** Whether gates or evidence find it, so that nothing depends on the reviewer. */
        boolean foundByPrograms() {
            return this != FORGETS_TESTS && this != LEAVES_ITS_SCOPE;
        }
    }
}

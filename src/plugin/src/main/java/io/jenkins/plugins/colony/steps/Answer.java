package io.jenkins.plugins.colony.steps;

/** What came of a look at the store. */
sealed interface Answer {
    /**
     * The step is over.
     *
     * @param value what the script gets; plain values only, so that scripts in the sandbox may read and Jenkins may keep it
     * @param said for the build's log
     */
    record Done(Object value, String said) implements Answer {}

    /** The step fails. */
    record Refused(String sentence) implements Answer {}

    /** It is to be looked again. */
    record NotYet(String said) implements Answer {}
}

package io.jenkins.plugins.colony.work;

import hudson.model.TaskListener;

/** What Colony says in the log of a build. */
public final class BuildLog {
    private BuildLog() {}

    /** One line, whatever strangers wrote into it. */
    public static void say(TaskListener log, String sentence) {
        log.getLogger().println("[colony] " + sentence.replaceAll("\\R+", " "));
    }
}

package io.jenkins.plugins.colony.steps;

import io.colony.engine.command.CommandName;

/**
 * Who asks by a step of a build.
 *
 * @param login as the code host knows them, which is as Jenkins does
 * @param name of the request: the same after a restart of the controller, and of no other step of any build
 */
record Asking(String login, CommandName name) {
    private static final String SOURCE = "jenkins";

    /**
     * By one step.
     *
     * @param build as Jenkins finds it again
     * @param begun when the build began; another one may get its number when a job is made anew
     * @param node of the step in the build
     */
    static Asking of(String login, String build, long begun, String node) {
        return new Asking(login, new CommandName(SOURCE, build + "@" + begun + ":" + node));
    }
}

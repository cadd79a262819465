package io.jenkins.plugins.colony.work;

import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.TaskListener;

/**
 * Where a build is.
 *
 * @param name the agent's name, for people
 * @param workspace the build's own directory there
 * @param log the build's log
 */
public record Place(String name, Computer computer, FilePath workspace, TaskListener log) {}

/**
 * How stages run in builds: a job for each issue, a build for each task that is due, and the step in which it is claimed.
 * Which task is due, and what comes of it, the engine says.
 */
@NullMarked
package io.jenkins.plugins.colony.work;

import org.jspecify.annotations.NullMarked;

/**
 * The steps by which a Pipeline asks Colony for something, and what they have in common: whoever the build acts for is asked
 * for permission, nothing holds a thread while it waits, and a restart of the controller is no end.
 */
@NullMarked
package io.jenkins.plugins.colony.steps;

import org.jspecify.annotations.NullMarked;

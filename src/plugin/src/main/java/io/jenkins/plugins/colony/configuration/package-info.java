/** What administrators set, and what that means to the engine. */
@NullMarked
package io.jenkins.plugins.colony.configuration;

import org.jspecify.annotations.NullMarked;

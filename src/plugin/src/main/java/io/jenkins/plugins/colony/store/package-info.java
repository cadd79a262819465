/** This controller's connection to the store: opened in the background, closed on shutdown, watched meanwhile. */
@NullMarked
package io.jenkins.plugins.colony.store;

import org.jspecify.annotations.NullMarked;

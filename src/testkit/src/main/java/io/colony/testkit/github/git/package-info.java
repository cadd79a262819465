/** The simulated GitHub's bare git repositories. */
@NullMarked
package io.colony.testkit.github.git;

import org.jspecify.annotations.NullMarked;

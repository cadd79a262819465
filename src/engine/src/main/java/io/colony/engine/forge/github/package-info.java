/** The code host GitHub. Nothing outside this package knows its forms. */
@NullMarked
package io.colony.engine.forge.github;

import org.jspecify.annotations.NullMarked;

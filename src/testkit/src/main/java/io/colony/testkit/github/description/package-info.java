/** GitHub's published description of its API and webhooks, and what does not agree with it. */
@NullMarked
package io.colony.testkit.github.description;

import org.jspecify.annotations.NullMarked;

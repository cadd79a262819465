/** Webhooks: what is sent, signed and logged. */
@NullMarked
package io.colony.testkit.github.hook;

import org.jspecify.annotations.NullMarked;

/**
 * What the demo shows: a sample repository, five issues, and an agent program that works on them by a script.
 */
@NullMarked
package io.colony.runner.demo;

import org.jspecify.annotations.NullMarked;

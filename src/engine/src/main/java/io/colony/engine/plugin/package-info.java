/**
 * Executors that others write for states of their own workflows: the interface that they implement, what they are given,
 * and how their JARs are found. docs/plugins.md is for whoever writes one.
 *
 * <p>A plugin is code that the operator installed, so it is trusted like the program itself; what it answers is checked
 * like any other outcome.
 */
@NullMarked
package io.colony.engine.plugin;

import org.jspecify.annotations.NullMarked;

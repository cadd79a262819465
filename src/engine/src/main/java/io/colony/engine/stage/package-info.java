/**
 * The executors: analyze, plan, develop, review, merge. A stage gets a context and returns an outcome; it never names
 * a state. One worker loop claims, runs and completes.
 */
@NullMarked
package io.colony.engine.stage;

import org.jspecify.annotations.NullMarked;

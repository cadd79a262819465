/**
 * The state machine as data: a workflow is read from YAML, validated, and routes an executor's outcome to the next state.
 *
 * <p>Pure: nothing in here reads a clock, a file or the store.
 */
@NullMarked
package io.colony.engine.workflow;

import org.jspecify.annotations.NullMarked;

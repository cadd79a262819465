/**
 * Issues and their states. {@link io.colony.engine.issue.IssueTransitions} is the only place that changes an issue's state.
 */
@NullMarked
package io.colony.engine.issue;

import org.jspecify.annotations.NullMarked;

/**
 * How work comes in: what code hosts tell, by webhook or when they are asked (issues, comments, reviews, pull requests,
 * edits), and the Mayor, who admits issues by dependencies and duplicates. No model takes part.
 */
@NullMarked
package io.colony.engine.intake;

import org.jspecify.annotations.NullMarked;

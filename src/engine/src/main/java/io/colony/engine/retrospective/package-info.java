/**
 * What an ended issue teaches: facts of the store, read by named rules, kept as an artefact and given to later issues on
 * the same files. No model takes part. {@code docs/memory.md} explains it.
 */
@NullMarked
package io.colony.engine.retrospective;

import org.jspecify.annotations.NullMarked;

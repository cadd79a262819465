/**
 * The audit log: rows are appended with the change that they record, sealed into a hash chain, and can be verified.
 */
@NullMarked
package io.colony.engine.audit;

import org.jspecify.annotations.NullMarked;

/**
 * How long what only explains is kept: transcripts, artefacts, logs of checks, deliveries. Never the ledger, the paths of
 * issues, runs or the audit log.
 */
@NullMarked
package io.colony.engine.retention;

import org.jspecify.annotations.NullMarked;

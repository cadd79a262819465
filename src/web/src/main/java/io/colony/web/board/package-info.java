/** The pipeline board. */
@NullMarked
package io.colony.web.board;

import org.jspecify.annotations.NullMarked;

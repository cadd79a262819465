/**
 * What a program asks Colony for on a person's behalf, such as a step of a Pipeline: what it takes, and what comes of one look.
 * The same commands and figures as on the pages, by the same checks.
 */
@NullMarked
package io.colony.web.host.ask;

import org.jspecify.annotations.NullMarked;

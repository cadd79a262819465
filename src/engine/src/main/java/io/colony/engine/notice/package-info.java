/**
 * Tells the people who are waited for, once and with reminders, by comment or by whatever a host attaches. Kept in a table,
 * delivered at least once, never in the way of the work. {@code docs/notices.md} explains it.
 */
@NullMarked
package io.colony.engine.notice;

import org.jspecify.annotations.NullMarked;

/** Who may ask for what: names of this server, people, roles, forged requests. */
@NullMarked
package io.colony.web.access;

import org.jspecify.annotations.NullMarked;

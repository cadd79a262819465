/** Colony inside a host that has pages, people and executors of its own, such as a build server. */
@NullMarked
package io.colony.web.host;

import org.jspecify.annotations.NullMarked;

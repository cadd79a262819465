/** JSON API and pages as one Jakarta servlet that any container mounts. */
@NullMarked
package io.colony.web;

import org.jspecify.annotations.NullMarked;

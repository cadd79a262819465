/** The settings in force, each with where it comes from. */
@NullMarked
package io.colony.web.configuration;

import org.jspecify.annotations.NullMarked;

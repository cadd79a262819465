/**
 * Typed settings with their defaults and sources. The only reader of the environment and of configuration files.
 */
@NullMarked
package io.colony.engine.config;

import org.jspecify.annotations.NullMarked;

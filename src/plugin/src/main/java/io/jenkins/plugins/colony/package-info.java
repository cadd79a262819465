/**
 * The plugin: what Jenkins calls, and how the engine and its pages are given what Jenkins has. Whatever is decided about
 * issues is decided in the engine.
 */
@NullMarked
package io.jenkins.plugins.colony;

import org.jspecify.annotations.NullMarked;

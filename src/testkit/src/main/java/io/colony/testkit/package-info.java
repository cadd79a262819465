/** What tests of every module share. Never part of a product. */
@NullMarked
package io.colony.testkit;

import org.jspecify.annotations.NullMarked;

package io.colony.engine.badone.util;

/** Stands in a package whose name says nothing. */
final class Things {}

package io.colony.testkit.github.world;

import java.util.Optional;

/** A label of a repository. */
public record Label(long id, String name, String color, Optional<String> description) {}

package io.colony.engine.stage;

import io.colony.engine.forge.Forge;
import io.colony.engine.forge.SideEffects;

/** A code host that this installation is configured for: what is read from it, and the one way to act on it. */
public record CodeHost(Forge forge, SideEffects sideEffects) {}

package io.colony.engine.status;

/**
 * What a look at the store came to.
 *
 * @param mark where the next look begins; as large as what is under way, so that one is kept and not many
 * @param moved since the look before
 */
public record Changes(ChangeMark mark, Moved moved) {}

package io.colony.engine.forge.github;

/** What a request is for, which decides whether it may use the reserve. */
enum Lane {
    /** To know; can wait for the limit's reset. */
    READ,
    /** To act, reading that belongs to it included. */
    ACT
}

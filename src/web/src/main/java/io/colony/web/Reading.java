package io.colony.web;

import io.colony.engine.status.ChangeFeed;
import io.colony.engine.status.StatusQueries;

/**
 * The read models that pages and API show.
 *
 * @param changes tells open pages when to look again
 */
public record Reading(StatusQueries status, ChangeFeed changes) {}

package io.colony.web;

import io.colony.engine.status.StatusQueries;

/** The read models that pages and API show. */
public record Reading(StatusQueries status) {}

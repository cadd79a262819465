package io.colony.engine.config;

/** The settings in force, and where each comes from. */
public record LoadedSettings(ColonySettings settings, EffectiveConfiguration effective) {}

package io.colony.runner;

import io.colony.engine.config.ColonySettings;
import io.colony.engine.database.Database;
import java.time.InstantSource;

/**
 * What a command needs to use one of the engine's ports.
 *
 * @param tenant the slug of the one tenant that the stand-alone program works for
 * @param user who runs the program, as history names them
 */
public record StoreAccess(
        Database database, InstantSource clock, ColonySettings settings, String tenant, String user) {}

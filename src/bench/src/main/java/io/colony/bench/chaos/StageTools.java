package io.colony.bench.chaos;

import io.colony.engine.database.Database;
import io.colony.engine.forge.SideEffects;
import io.colony.engine.intake.IssueRegistration;
import io.colony.engine.stage.Completion;
import io.colony.engine.stage.Dispatcher;
import java.time.InstantSource;

/** What simulated stages work with. */
record StageTools(
        Database database,
        InstantSource clock,
        Dispatcher.Stores stores,
        Completion completion,
        SimulatedHost host,
        SideEffects sideEffects,
        IssueRegistration registration,
        Witness witness,
        Script script,
        ChaosPlan plan) {}

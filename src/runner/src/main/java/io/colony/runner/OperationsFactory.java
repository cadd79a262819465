package io.colony.runner;

import io.colony.engine.agent.AgentProbe;
import io.colony.engine.config.AgentSettings;
import io.colony.engine.config.ColonySettings;
import io.colony.engine.config.LoadedSettings;
import io.colony.engine.database.DatabaseSettings;
import io.colony.engine.gate.GateSelfTest;
import java.util.List;

/** Makes engines, and answers what can be asked without one. */
public interface OperationsFactory {
    /** Refuses what is wrong about the settings' own files, before anything is made. */
    void check(LoadedSettings settings);

    /** Opens the store, brings its schema up to date, loads and checks the workflow. Starts nothing. */
    Operations open(LoadedSettings settings, DatabaseSettings store);

    /** Whether an agent program can be started. */
    AgentProbe probe(AgentSettings agent);

    /** Gives each gate something bad that it must see, and all something good; takes a few seconds. */
    List<GateSelfTest.Check> gateSelfTest();

    /**
     * The code host, and who we are on it; asks it where it is not the embedded one.
     *
     * @throws io.colony.engine.ColonyException where it cannot be reached or refuses the credential
     */
    String codeHost(ColonySettings settings);

    /** What contains the processes of a run on this machine. */
    String containment();
}

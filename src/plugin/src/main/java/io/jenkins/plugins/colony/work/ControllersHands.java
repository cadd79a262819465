package io.jenkins.plugins.colony.work;

import io.colony.engine.stage.Hands;
import io.jenkins.plugins.colony.store.OpenStore;

/** Files, programs and git of the controller, wherever the build is. */
final class ControllersHands implements AgentHands {
    private final OpenStore store;

    ControllersHands(OpenStore store) {
        this.store = store;
    }

    @Override
    public Hands open(Place place, long runId, long epoch) {
        return store.controllersHands();
    }

    @Override
    public void abandon(Place place, long runId, long epoch) {
        // Nothing of the controller's outlives it.
    }

    @Override
    public boolean outliveController() {
        return false;
    }
}

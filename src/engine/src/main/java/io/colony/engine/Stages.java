package io.colony.engine;

import io.colony.engine.stage.Completion;
import io.colony.engine.stage.Dispatcher;
import io.colony.engine.stage.StageExecutor;
import java.util.List;

/** Makes the executors of a colony from what the engine has wired: for hosts that bring their own. */
@FunctionalInterface
public interface Stages {
    List<StageExecutor> of(Dispatcher.Stores stores, Completion completion);
}

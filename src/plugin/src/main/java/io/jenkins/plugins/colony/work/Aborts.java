package io.jenkins.plugins.colony.work;

import java.util.Optional;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/** Why a build was aborted. */
final class Aborts {
    private Aborts() {}

    /** The id of the person who did it; empty where it was no person, such as a timeout or a newer build. */
    static Optional<String> person(Throwable cause) {
        return cause instanceof FlowInterruptedException interrupted
                ? interrupted.getCauses().stream()
                        .filter(CauseOfInterruption.UserInterruption.class::isInstance)
                        .map(CauseOfInterruption.UserInterruption.class::cast)
                        .map(CauseOfInterruption.UserInterruption::getUserId)
                        .findFirst()
                : Optional.empty();
    }
}

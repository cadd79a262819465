package io.jenkins.plugins.colony.work;

import jenkins.model.CauseOfInterruption;

/** Why a build ended without a result of its stage. Kept with the build. */
public final class StageInterruption extends CauseOfInterruption {
    private static final long serialVersionUID = 1L;

    private final String sentence;

    StageInterruption(String sentence) {
        this.sentence = sentence;
    }

    @Override
    public String getShortDescription() {
        return sentence;
    }
}

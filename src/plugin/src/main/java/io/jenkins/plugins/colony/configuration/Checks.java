package io.jenkins.plugins.colony.configuration;

import hudson.util.FormValidation;
import io.colony.engine.ColonyException;

/** What a form says of a field. */
final class Checks {
    private Checks() {}

    /** @param reading throws what is wrong with it */
    static FormValidation of(Runnable reading) {
        try {
            reading.run();
            return FormValidation.ok();
        } catch (ColonyException refused) {
            return FormValidation.error(refused.getMessage());
        }
    }
}

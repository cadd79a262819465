package jenkins.model;

import hudson.model.Job;

public class BuildDiscarderProperty extends OptionalJobProperty<Job<?, ?>> {
    public BuildDiscarderProperty(BuildDiscarder buildDiscarder) {
        throw new UnsupportedOperationException();
    }

    public BuildDiscarder getStrategy() {
        throw new UnsupportedOperationException();
    }
}

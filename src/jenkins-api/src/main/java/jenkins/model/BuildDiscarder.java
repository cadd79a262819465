package jenkins.model;

import hudson.ExtensionPoint;
import hudson.model.Describable;
import hudson.model.Job;
import java.io.IOException;

public abstract class BuildDiscarder implements Describable<BuildDiscarder>, ExtensionPoint {
    public BuildDiscarder() {
        throw new UnsupportedOperationException();
    }

    public abstract void perform(Job<?, ?> job) throws IOException, InterruptedException;
}

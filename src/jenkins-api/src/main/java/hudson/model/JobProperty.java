package hudson.model;

import hudson.ExtensionPoint;
import java.util.Collection;

public abstract class JobProperty<J extends Job<?, ?>>
        implements ReconfigurableDescribable<JobProperty<?>>, ExtensionPoint {
    protected transient J owner;

    public JobProperty() {
        throw new UnsupportedOperationException();
    }

    public JobPropertyDescriptor getDescriptor() {
        throw new UnsupportedOperationException();
    }

    public Collection<? extends Action> getJobActions(J value) {
        throw new UnsupportedOperationException();
    }
}

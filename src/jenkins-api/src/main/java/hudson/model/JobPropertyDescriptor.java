package hudson.model;

public abstract class JobPropertyDescriptor extends Descriptor<JobProperty<?>> {
    protected JobPropertyDescriptor(Class<? extends JobProperty<?>> type) {
        throw new UnsupportedOperationException();
    }

    protected JobPropertyDescriptor() {
        throw new UnsupportedOperationException();
    }

    public boolean isApplicable(Class<? extends Job> type) {
        throw new UnsupportedOperationException();
    }
}

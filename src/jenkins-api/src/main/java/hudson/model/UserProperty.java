package hudson.model;

import hudson.ExtensionPoint;

public abstract class UserProperty implements ReconfigurableDescribable<UserProperty>, ExtensionPoint {
    protected transient User user;

    public UserProperty() {
        throw new UnsupportedOperationException();
    }

    public UserPropertyDescriptor getDescriptor() {
        throw new UnsupportedOperationException();
    }
}

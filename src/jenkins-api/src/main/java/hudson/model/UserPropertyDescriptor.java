package hudson.model;

public abstract class UserPropertyDescriptor extends Descriptor<UserProperty> {
    protected UserPropertyDescriptor(Class<? extends UserProperty> type) {
        throw new UnsupportedOperationException();
    }

    protected UserPropertyDescriptor() {
        throw new UnsupportedOperationException();
    }

    public abstract UserProperty newInstance(User user);

    public boolean isEnabled() {
        throw new UnsupportedOperationException();
    }
}

package com.cloudbees.hudson.plugins.folder;

import hudson.ExtensionPoint;
import hudson.model.AbstractDescribableImpl;
import hudson.model.ReconfigurableDescribable;

public abstract class AbstractFolderProperty<C extends AbstractFolder<?>>
        extends AbstractDescribableImpl<AbstractFolderProperty<?>>
        implements ExtensionPoint, ReconfigurableDescribable<AbstractFolderProperty<?>> {
    protected transient C owner;

    public AbstractFolderProperty() {
        throw new UnsupportedOperationException();
    }

    protected void setOwner(C value) {
        throw new UnsupportedOperationException();
    }

    public C getOwner() {
        throw new UnsupportedOperationException();
    }

    public AbstractFolderPropertyDescriptor getDescriptor() {
        throw new UnsupportedOperationException();
    }
}

package com.cloudbees.hudson.plugins.folder;

import hudson.model.Descriptor;

public abstract class AbstractFolderPropertyDescriptor extends Descriptor<AbstractFolderProperty<?>> {
    public AbstractFolderPropertyDescriptor() {
        throw new UnsupportedOperationException();
    }

    public boolean isApplicable(Class<? extends AbstractFolder> type) {
        throw new UnsupportedOperationException();
    }
}

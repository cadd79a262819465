package com.cloudbees.hudson.plugins.folder;

public abstract class FolderProperty<C extends Folder> extends AbstractFolderProperty<C> {
    public FolderProperty() {
        throw new UnsupportedOperationException();
    }
}

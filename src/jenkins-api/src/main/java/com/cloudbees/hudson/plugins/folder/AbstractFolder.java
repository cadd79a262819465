package com.cloudbees.hudson.plugins.folder;

import hudson.model.AbstractItem;
import hudson.model.ItemGroup;
import hudson.model.Job;
import hudson.model.TopLevelItem;
import hudson.util.DescribableList;
import java.io.IOException;
import java.util.Collection;
import java.util.function.Predicate;

public abstract class AbstractFolder<I extends TopLevelItem> extends AbstractItem
        implements TopLevelItem, ItemGroup<I> {
    protected AbstractFolder(ItemGroup itemGroup, String text) {
        super((ItemGroup) null, (String) null);
        throw new UnsupportedOperationException();
    }

    public void addProperty(AbstractFolderProperty abstractFolderProperty) throws IOException {
        throw new UnsupportedOperationException();
    }

    public DescribableList<AbstractFolderProperty<?>, AbstractFolderPropertyDescriptor> getProperties() {
        throw new UnsupportedOperationException();
    }

    public Collection<? extends Job> getAllJobs() {
        throw new UnsupportedOperationException();
    }

    public Collection<I> getItems() {
        throw new UnsupportedOperationException();
    }

    public Collection<I> getItems(Predicate<I> predicate) {
        throw new UnsupportedOperationException();
    }

    public I getItem(String text) {
        throw new UnsupportedOperationException();
    }
}

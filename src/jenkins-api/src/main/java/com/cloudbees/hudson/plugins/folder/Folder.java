package com.cloudbees.hudson.plugins.folder;

import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.TopLevelItem;
import hudson.model.TopLevelItemDescriptor;
import java.io.IOException;
import jenkins.model.DirectlyModifiableTopLevelItemGroup;

public class Folder extends AbstractFolder<TopLevelItem> implements DirectlyModifiableTopLevelItemGroup {
    public Folder(ItemGroup itemGroup, String text) {
        super((ItemGroup) null, (String) null);
        throw new UnsupportedOperationException();
    }

    public void onLoad(ItemGroup<? extends Item> itemGroup, String text) throws IOException {
        throw new UnsupportedOperationException();
    }

    public void onCopiedFrom(Item item) {
        throw new UnsupportedOperationException();
    }

    public <T extends TopLevelItem> T createProject(Class<T> type, String text) throws IOException {
        throw new UnsupportedOperationException();
    }

    public TopLevelItem createProject(TopLevelItemDescriptor topLevelItemDescriptor, String text) throws IOException {
        throw new UnsupportedOperationException();
    }

    public TopLevelItem createProject(TopLevelItemDescriptor topLevelItemDescriptor, String text, boolean flag)
            throws IOException {
        throw new UnsupportedOperationException();
    }
}

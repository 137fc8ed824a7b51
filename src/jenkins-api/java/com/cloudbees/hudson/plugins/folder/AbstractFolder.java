package com.cloudbees.hudson.plugins.folder;

import hudson.model.AbstractItem;
import hudson.model.ItemGroup;
import hudson.model.TopLevelItem;
import hudson.util.DescribableList;
import java.util.Collection;

public abstract class AbstractFolder<I extends TopLevelItem> extends AbstractItem
        implements TopLevelItem, ItemGroup<I> {
    protected AbstractFolder(ItemGroup parent, String name) {
        super(parent, name);
    }

    @Override
    public native Collection<I> getItems();

    public native DescribableList<AbstractFolderProperty<?>, AbstractFolderPropertyDescriptor> getProperties();
}

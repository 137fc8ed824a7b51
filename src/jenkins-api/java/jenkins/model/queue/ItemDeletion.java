package jenkins.model.queue;

import hudson.model.Item;

public class ItemDeletion {
    private ItemDeletion() {}

    public static native boolean contains(Item item);
}

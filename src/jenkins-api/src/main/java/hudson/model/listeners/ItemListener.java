package hudson.model.listeners;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Item;

public class ItemListener implements ExtensionPoint {
    public ItemListener() {
        throw new UnsupportedOperationException();
    }

    public void onCreated(Item item) {
        throw new UnsupportedOperationException();
    }

    public void onLoaded() {
        throw new UnsupportedOperationException();
    }

    public void onCheckDelete(Item item) throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    public void onDeleted(Item item) {
        throw new UnsupportedOperationException();
    }

    public void onRenamed(Item item, String text, String text2) {
        throw new UnsupportedOperationException();
    }

    public void onLocationChanged(Item item, String text, String text2) {
        throw new UnsupportedOperationException();
    }

    public void onUpdated(Item item) {
        throw new UnsupportedOperationException();
    }

    public void onBeforeShutdown() {
        throw new UnsupportedOperationException();
    }

    public static ExtensionList<ItemListener> all() {
        throw new UnsupportedOperationException();
    }
}

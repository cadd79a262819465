package io.jenkins.plugins.colony.store;

import hudson.Extension;
import hudson.XmlFile;
import hudson.model.Saveable;
import hudson.model.listeners.SaveableListener;
import io.jenkins.plugins.colony.configuration.ColonyConfiguration;

/** Has the store changed when another one is configured. */
@Extension
public final class ConfigurationWatch extends SaveableListener {
    @Override
    public void onChange(Saveable changed, XmlFile file) {
        if (changed instanceof ColonyConfiguration) {
            ColonyLifecycle.current().useConfigured();
        }
    }
}

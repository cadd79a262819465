package io.jenkins.plugins.colony.store;

import hudson.Extension;
import hudson.model.AdministrativeMonitor;
import io.colony.web.host.OpenStore;
import io.colony.web.host.Standing;
import io.jenkins.plugins.colony.Messages;
import org.jenkinsci.Symbol;

/** Tells administrators when there is no store, and what to do about it. */
@Extension
@Symbol("colonyStore")
public final class StoreMonitor extends AdministrativeMonitor {
    @Override
    public String getDisplayName() {
        return Messages.StoreMonitor_displayName();
    }

    @Override
    public boolean isActivated() {
        return switch (ColonyLifecycle.current().standing()) {
            case Standing.Unset<OpenStore> unset -> true;
            case Standing.Away<OpenStore> away -> true;
            case Standing.Opening<OpenStore> opening -> false;
            case Standing.Open<OpenStore> open -> open.store().trouble().isPresent();
            case Standing.Closed<OpenStore> closed -> false;
        };
    }

    /** What is the matter, for the view. */
    public String getTrouble() {
        return StoreWords.of(ColonyLifecycle.current().standing());
    }
}

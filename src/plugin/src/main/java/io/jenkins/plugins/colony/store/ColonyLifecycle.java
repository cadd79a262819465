package io.jenkins.plugins.colony.store;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.listeners.ItemListener;
import io.colony.engine.config.HostedSettings;
import io.colony.engine.config.LoadedSettings;
import io.colony.web.access.FormTokens;
import io.colony.web.access.Role;
import io.colony.web.host.CrumbGuard;
import io.colony.web.host.HostAccess;
import io.colony.web.host.OpenStore;
import io.colony.web.host.PoolLog;
import io.colony.web.host.Standing;
import io.colony.web.host.StoreConnection;
import io.colony.web.host.Where;
import io.jenkins.plugins.colony.ColonyPermissions;
import io.jenkins.plugins.colony.IssueJobName;
import io.jenkins.plugins.colony.JenkinsFacade;
import io.jenkins.plugins.colony.configuration.Choice;
import io.jenkins.plugins.colony.configuration.ColonyConfiguration;
import io.jenkins.plugins.colony.configuration.SettingsFromJenkins;
import io.jenkins.plugins.colony.configuration.StoreLogin;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * When Colony begins and ends on this controller: once jobs are loaded, and before Jenkins goes down. Neither a store that
 * is away nor one that is slow holds Jenkins up.
 */
@Extension
public final class ColonyLifecycle extends ItemListener {
    private static final String GRANT =
            "An administrator of this Jenkins grants it: the permission Read of the group Colony.";
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final JenkinsFacade jenkins = new JenkinsFacade();
    private final StoreConnection<OpenStore> connection = new StoreConnection<>(PAUSE, OpenStore::close);
    private @Nullable Choice inUse;

    public ColonyLifecycle() {
        PoolLog.quieten();
    }

    public static ColonyLifecycle current() {
        return ExtensionList.lookupSingleton(ColonyLifecycle.class);
    }

    @Override
    public void onLoaded() {
        useConfigured();
    }

    @Override
    public void onBeforeShutdown() {
        connection.close();
    }

    /**
     * Takes the store that is configured now; changes nothing where that is the one in use, or where Jenkins still loads
     * its jobs and asks again afterwards.
     */
    public synchronized void useConfigured() {
        if (!jenkins.jobsAreLoaded()) {
            return;
        }
        Choice chosen = ColonyConfiguration.current().choice();
        if (!chosen.equals(inUse)) {
            inUse = chosen;
            connection.use(
                    Optional.of(chosen).filter(choice -> choice.store().isSet()).map(this::opener));
        }
    }

    /** Looks the password up at each attempt: it may have been the reason why the last one failed. */
    private Supplier<OpenStore> opener(Choice chosen) {
        return () -> {
            Map<String, String> secrets = chosen.variables(jenkins);
            LoadedSettings loaded = SettingsFromJenkins.load(
                    jenkins.directory(), chosen, StoreLogin.of(chosen.store(), jenkins), secrets);
            OpenStore store = OpenStore.open(
                    jenkins.name(),
                    HostedSettings.store(loaded),
                    loaded,
                    secrets,
                    new HostAccess(() -> ColonyConfiguration.current().login(jenkins.user()), this::may, GRANT),
                    new CrumbGuard(jenkins::crumb, new FormTokens(new SecureRandom())));
            store.register(chosen.repositories());
            return store;
        };
    }

    private boolean may(Role role, Optional<Where> where) {
        return where.map(part ->
                        jenkins.may(IssueJobName.item(part.repository(), part.issue()), ColonyPermissions.of(role)))
                .orElseGet(() -> jenkins.mayThroughout(IssueJobName.ROOT, ColonyPermissions.of(role)));
    }

    /** How it stands with the store. Nobody tells a plugin that is installed while Jenkins runs that jobs are loaded. */
    public Standing<OpenStore> standing() {
        useConfigured();
        return connection.standing();
    }
}

package io.jenkins.plugins.colony.configuration;

import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import hudson.BulkChange;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.colony.engine.ColonyException;
import io.colony.engine.database.Database;
import io.jenkins.plugins.colony.ColonyPermissions;
import io.jenkins.plugins.colony.JenkinsFacade;
import io.jenkins.plugins.colony.Messages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import jenkins.model.GlobalConfiguration;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** The section "Colony" of Manage Jenkins, System; {@code unclassified: colony:} in Configuration as Code. */
@Extension
@Symbol("colony")
public final class ColonyConfiguration extends GlobalConfiguration {
    private final transient JenkinsFacade jenkins = new JenkinsFacade();

    private @Nullable String storeUrl;
    private @Nullable String storeCredentialsId;

    @SuppressWarnings("this-escape") // As every configuration of Jenkins does.
    public ColonyConfiguration() {
        load();
    }

    public static ColonyConfiguration current() {
        return ExtensionList.lookupSingleton(ColonyConfiguration.class);
    }

    @Override
    public String getDisplayName() {
        return Messages.ColonyConfiguration_displayName();
    }

    /** What is set about the store. */
    public StoreChoice store() {
        return new StoreChoice(getStoreUrl(), getStoreCredentialsId());
    }

    public String getStoreUrl() {
        return orEmpty(storeUrl);
    }

    @DataBoundSetter
    public void setStoreUrl(@Nullable String storeUrl) {
        this.storeUrl = orEmpty(storeUrl).strip();
        save();
    }

    public String getStoreCredentialsId() {
        return orEmpty(storeCredentialsId);
    }

    @DataBoundSetter
    public void setStoreCredentialsId(@Nullable String storeCredentialsId) {
        this.storeCredentialsId = orEmpty(storeCredentialsId);
        save();
    }

    /** Saved once for the whole form: what stands half in it is no store. */
    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) throws FormException {
        try (BulkChange change = new BulkChange(this)) {
            request.bindJSON(this, form);
            change.commit();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return true;
    }

    /** Whether the URL can be one. */
    @POST
    public FormValidation doCheckStoreUrl(@QueryParameter String value) {
        jenkins.require(ColonyPermissions.CONFIGURE);
        if (orEmpty(value).isBlank()) {
            return FormValidation.warning(Messages.ColonyConfiguration_noStore());
        }
        try {
            SettingsFromJenkins.store(
                    SettingsFromJenkins.load(jenkins.directory(), new StoreChoice(value, ""), Optional.empty()));
            return FormValidation.ok();
        } catch (ColonyException refused) {
            return FormValidation.error(refused.getMessage());
        }
    }

    /** The credentials to choose from. */
    @POST
    public ListBoxModel doFillStoreCredentialsIdItems(@QueryParameter String storeCredentialsId) {
        jenkins.require(ColonyPermissions.CONFIGURE);
        return jenkins.credentialsMenu(StandardUsernamePasswordCredentials.class, orEmpty(storeCredentialsId));
    }

    /** Connects as the store's owner would, asks for the schema's version, and changes nothing. */
    @POST
    public FormValidation doTestStore(@QueryParameter String storeUrl, @QueryParameter String storeCredentialsId) {
        jenkins.require(ColonyPermissions.CONFIGURE);
        StoreChoice store = new StoreChoice(orEmpty(storeUrl), orEmpty(storeCredentialsId));
        if (!store.isSet()) {
            return FormValidation.warning(Messages.ColonyConfiguration_noStore());
        }
        try (Database database = Database.openAsOwner(SettingsFromJenkins.store(
                SettingsFromJenkins.load(jenkins.directory(), store, StoreLogin.of(store, jenkins))))) {
            database.ping();
            return FormValidation.ok(database.migrations()
                    .version()
                    .map(Messages::ColonyConfiguration_connected)
                    .orElseGet(Messages::ColonyConfiguration_connectedEmpty));
        } catch (ColonyException refused) {
            return FormValidation.error(refused.getMessage());
        }
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}

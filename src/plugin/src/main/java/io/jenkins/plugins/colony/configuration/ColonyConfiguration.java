package io.jenkins.plugins.colony.configuration;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import hudson.BulkChange;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.colony.engine.ColonyException;
import io.colony.engine.config.ConfigException;
import io.colony.engine.config.HostedSettings;
import io.colony.engine.database.Database;
import io.colony.web.host.Logins;
import io.colony.web.host.RepositoryLines;
import io.colony.web.host.StageLabels;
import io.jenkins.plugins.colony.ColonyPermissions;
import io.jenkins.plugins.colony.JenkinsFacade;
import io.jenkins.plugins.colony.Messages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jenkins.model.GlobalConfiguration;
import jenkins.model.Jenkins;
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
    private static final int DAYS_TO_KEEP_JOBS = 30;

    private final transient JenkinsFacade jenkins = new JenkinsFacade();

    private @Nullable String storeUrl;
    private @Nullable String storeCredentialsId;
    private @Nullable String repositories;
    private @Nullable String settings;
    private @Nullable List<SecretVariable> secrets;
    private @Nullable String stageLabels;
    private @Nullable String logins;
    private boolean allowBuiltInNode;
    private int daysToKeepJobs = DAYS_TO_KEEP_JOBS;

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

    /** What decides which store is used, and how. */
    public Choice choice() {
        Map<String, String> variables = new HashMap<>();
        getSecrets().forEach(secret -> variables.put(secret.getVariable(), secret.getCredentialsId()));
        return new Choice(
                new StoreChoice(getStoreUrl(), getStoreCredentialsId()),
                getSettings(),
                variables,
                RepositoryLines.parse(getRepositories()));
    }

    public String getRepositories() {
        return orEmpty(repositories);
    }

    /** Refuses what is no repository. */
    @DataBoundSetter
    public void setRepositories(@Nullable String repositories) {
        String text = orEmpty(repositories).strip();
        RepositoryLines.parse(text);
        this.repositories = text;
        save();
    }

    public String getSettings() {
        return orEmpty(settings);
    }

    /** What the engine's loader refuses is said when the store is opened: a form is never lost for it. */
    @DataBoundSetter
    public void setSettings(@Nullable String settings) {
        this.settings = orEmpty(settings).strip();
        save();
    }

    public List<SecretVariable> getSecrets() {
        return secrets == null ? List.of() : List.copyOf(secrets);
    }

    @DataBoundSetter
    public void setSecrets(@Nullable List<SecretVariable> secrets) {
        this.secrets = secrets == null ? new ArrayList<>() : new ArrayList<>(secrets);
        save();
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

    /** On which agents stages run. */
    public StageLabels labels() {
        return StageLabels.parse(getStageLabels());
    }

    public String getStageLabels() {
        return orEmpty(stageLabels);
    }

    /** Refuses what {@link StageLabels#ofHost} refuses. */
    @DataBoundSetter
    public void setStageLabels(@Nullable String stageLabels) {
        String text = orEmpty(stageLabels).strip();
        StageLabels.parse(text);
        this.stageLabels = text;
        save();
    }

    /** What somebody is called on the code host. */
    public String login(String user) {
        return Logins.parse(getLogins()).of(user);
    }

    public String getLogins() {
        return orEmpty(logins);
    }

    /** Refuses what {@link Logins#parse} refuses. */
    @DataBoundSetter
    public void setLogins(@Nullable String logins) {
        String text = orEmpty(logins).strip();
        Logins.parse(text);
        this.logins = text;
        save();
    }

    /** Whether stages may run on the controller's own node. */
    public boolean isAllowBuiltInNode() {
        return allowBuiltInNode;
    }

    @DataBoundSetter
    public void setAllowBuiltInNode(boolean allowBuiltInNode) {
        this.allowBuiltInNode = allowBuiltInNode;
        save();
    }

    /** How long the job of an issue stays after the issue has ended. */
    public int getDaysToKeepJobs() {
        return daysToKeepJobs;
    }

    /** At least one day. */
    @DataBoundSetter
    public void setDaysToKeepJobs(int daysToKeepJobs) {
        if (daysToKeepJobs < 1) {
            throw new ConfigException(Messages.ColonyConfiguration_days());
        }
        this.daysToKeepJobs = daysToKeepJobs;
        save();
    }

    /** Saved once for the whole form: what stands half in it is no store. */
    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) throws FormException {
        try (BulkChange change = new BulkChange(this)) {
            // A form whose last entry was removed does not name the list.
            secrets = new ArrayList<>();
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
        return Checks.of(() -> HostedSettings.store(SettingsFromJenkins.load(
                jenkins.directory(), new Choice(new StoreChoice(value, "")), Optional.empty(), Map.of())));
    }

    /** Whether each line names a repository. */
    @POST
    public FormValidation doCheckRepositories(@QueryParameter String value) {
        jenkins.require(ColonyPermissions.CONFIGURE);
        return Checks.of(() -> RepositoryLines.parse(orEmpty(value)));
    }

    /**
     * Whether the engine's loader takes them; the variables' names are those of this form as it was saved. For
     * administrators alone: settings name files of the controller, which are read.
     */
    @POST
    public FormValidation doCheckSettings(@QueryParameter String value) {
        jenkins.require(Jenkins.ADMINISTER);
        return Checks.of(() -> SettingsFromJenkins.check(
                jenkins.directory(), new Choice(new StoreChoice("", ""), orEmpty(value), choice().secrets())));
    }

    /** Whether each line names a stage and a label. */
    @POST
    public FormValidation doCheckStageLabels(@QueryParameter String value) {
        jenkins.require(ColonyPermissions.CONFIGURE);
        return Checks.of(() -> StageLabels.ofHost(orEmpty(value)));
    }

    /** Whether each line names a person twice. */
    @POST
    public FormValidation doCheckLogins(@QueryParameter String value) {
        jenkins.require(ColonyPermissions.CONFIGURE);
        return Checks.of(() -> Logins.parse(orEmpty(value)));
    }

    /** Whether it is a number of days. */
    @POST
    public FormValidation doCheckDaysToKeepJobs(@QueryParameter String value) {
        jenkins.require(ColonyPermissions.CONFIGURE);
        return orEmpty(value).strip().matches("[1-9][0-9]{0,4}")
                ? FormValidation.ok()
                : FormValidation.error(Messages.ColonyConfiguration_days());
    }

    /** The credentials to choose from. */
    @POST
    public ListBoxModel doFillStoreCredentialsIdItems(@QueryParameter String storeCredentialsId) {
        jenkins.require(Jenkins.ADMINISTER);
        return jenkins.credentialsMenu(
                StandardUsernamePasswordCredentials.class, CredentialsMatchers.always(), orEmpty(storeCredentialsId));
    }

    /**
     * Connects as the store's owner would, asks for the schema's version, and changes nothing. For administrators alone: it
     * sends any of Jenkins' passwords to any address, where a server can ask for it in clear.
     */
    @POST
    public FormValidation doTestStore(@QueryParameter String storeUrl, @QueryParameter String storeCredentialsId) {
        jenkins.require(Jenkins.ADMINISTER);
        StoreChoice store = new StoreChoice(orEmpty(storeUrl), orEmpty(storeCredentialsId));
        if (!store.isSet()) {
            return FormValidation.warning(Messages.ColonyConfiguration_noStore());
        }
        try (Database database = Database.openAsOwner(HostedSettings.store(SettingsFromJenkins.load(
                jenkins.directory(), new Choice(store), StoreLogin.of(store, jenkins), Map.of())))) {
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

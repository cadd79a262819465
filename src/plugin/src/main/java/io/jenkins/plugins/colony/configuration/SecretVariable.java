package io.jenkins.plugins.colony.configuration;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.Extension;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.colony.ColonyPermissions;
import io.jenkins.plugins.colony.JenkinsFacade;
import io.jenkins.plugins.colony.Messages;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * A secret text or a GitHub App of Jenkins under the name of a variable: what settings that name a variable mean here, such as {@code
 * github.token_variable} or the environment of an agent program.
 */
public final class SecretVariable extends AbstractDescribableImpl<SecretVariable> {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");

    private final String variable;
    private final String credentialsId;

    @DataBoundConstructor
    public SecretVariable(String variable, String credentialsId) {
        this.variable = variable.strip();
        this.credentialsId = credentialsId.strip();
    }

    public String getVariable() {
        return variable;
    }

    public String getCredentialsId() {
        return credentialsId;
    }

    /** What Jenkins knows of it. */
    @Extension
    @Symbol("secretVariable")
    public static final class Definition extends Descriptor<SecretVariable> {
        private final transient JenkinsFacade jenkins = new JenkinsFacade();

        @Override
        public String getDisplayName() {
            return Messages.SecretVariable_displayName();
        }

        /** Whether it can be the name of a variable. */
        @POST
        public FormValidation doCheckVariable(@QueryParameter String value) {
            jenkins.require(ColonyPermissions.CONFIGURE);
            return NAME.matcher(value.strip()).matches()
                    ? FormValidation.ok()
                    : FormValidation.error(Messages.SecretVariable_name());
        }

        /** The credentials to choose from. */
        @POST
        public ListBoxModel doFillCredentialsIdItems(@QueryParameter @Nullable String credentialsId) {
            jenkins.require(Jenkins.ADMINISTER);
            return jenkins.credentialsMenu(
                    StandardCredentials.class, SecretKind::anyTakes, credentialsId == null ? "" : credentialsId);
        }
    }
}

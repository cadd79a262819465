package org.jenkinsci.plugins.github_branch_source;

import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import hudson.util.Secret;

public class GitHubAppCredentials implements StandardUsernamePasswordCredentials {
    public String getAppID() {
        throw new UnsupportedOperationException();
    }

    public Secret getPrivateKey() {
        throw new UnsupportedOperationException();
    }

    public Secret getPassword() {
        throw new UnsupportedOperationException();
    }

    public String getUsername() {
        throw new UnsupportedOperationException();
    }

    public boolean isUsernameSecret() {
        throw new UnsupportedOperationException();
    }

    public String getId() {
        throw new UnsupportedOperationException();
    }

    public String getDescription() {
        throw new UnsupportedOperationException();
    }

    GitHubAppCredentials() {
        throw new UnsupportedOperationException();
    }
}

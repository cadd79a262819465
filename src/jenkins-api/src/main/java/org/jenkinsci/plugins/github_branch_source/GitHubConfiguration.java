package org.jenkinsci.plugins.github_branch_source;

import java.util.List;
import jenkins.model.GlobalConfiguration;

public class GitHubConfiguration extends GlobalConfiguration {
    public static GitHubConfiguration get() {
        throw new UnsupportedOperationException();
    }

    public List<Endpoint> getEndpoints() {
        throw new UnsupportedOperationException();
    }

    GitHubConfiguration() {
        throw new UnsupportedOperationException();
    }
}

package org.jenkinsci.plugins.github_branch_source;

import hudson.model.AbstractDescribableImpl;

public class Endpoint extends AbstractDescribableImpl<Endpoint> {
    public String getApiUri() {
        throw new UnsupportedOperationException();
    }

    public String getName() {
        throw new UnsupportedOperationException();
    }

    Endpoint() {
        throw new UnsupportedOperationException();
    }
}

package com.cloudbees.plugins.credentials.domains;

import java.util.List;

public class URIRequirementBuilder {
    public static URIRequirementBuilder create() {
        throw new UnsupportedOperationException();
    }

    public static URIRequirementBuilder fromUri(String text) {
        throw new UnsupportedOperationException();
    }

    public URIRequirementBuilder withUri(String text) {
        throw new UnsupportedOperationException();
    }

    public List<DomainRequirement> build() {
        throw new UnsupportedOperationException();
    }

    URIRequirementBuilder() {
        throw new UnsupportedOperationException();
    }
}

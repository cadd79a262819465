package org.jenkinsci.plugins.displayurlapi;

import hudson.ExtensionPoint;
import hudson.model.Job;
import hudson.model.Run;

public abstract class DisplayURLProvider implements ExtensionPoint {
    public static DisplayURLProvider get() {
        throw new UnsupportedOperationException();
    }

    public String getRoot() {
        throw new UnsupportedOperationException();
    }

    public abstract String getRunURL(Run<?, ?> run);

    public abstract String getJobURL(Job<?, ?> job);

    DisplayURLProvider() {
        throw new UnsupportedOperationException();
    }
}

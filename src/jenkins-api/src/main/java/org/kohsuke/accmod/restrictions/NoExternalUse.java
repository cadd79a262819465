package org.kohsuke.accmod.restrictions;

public class NoExternalUse {
    public NoExternalUse() {
        throw new UnsupportedOperationException();
    }
}

package org.kohsuke.stapler;

public interface Ancestor {
    Object getObject();

    String getUrl();
}

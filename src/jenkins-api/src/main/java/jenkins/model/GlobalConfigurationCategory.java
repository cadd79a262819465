package jenkins.model;

import hudson.ExtensionPoint;
import hudson.model.ModelObject;

public abstract class GlobalConfigurationCategory implements ExtensionPoint, ModelObject {
    public GlobalConfigurationCategory() {
        throw new UnsupportedOperationException();
    }

    public abstract String getShortDescription();

    public static <T extends GlobalConfigurationCategory> T get(Class<T> type) {
        throw new UnsupportedOperationException();
    }

    public static class Unclassified extends GlobalConfigurationCategory {
        public String getShortDescription() {
            throw new UnsupportedOperationException();
        }

        public String getDisplayName() {
            throw new UnsupportedOperationException();
        }

        Unclassified() {
            throw new UnsupportedOperationException();
        }
    }
}

package jenkins.model;

import hudson.model.TopLevelItem;
import hudson.model.TopLevelItemDescriptor;
import java.io.IOException;

public interface ModifiableTopLevelItemGroup {
    TopLevelItem createProject(TopLevelItemDescriptor topLevelItemDescriptor, String text, boolean flag)
            throws IOException;
}

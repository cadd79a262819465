package hudson.model;

import hudson.ExtensionPoint;
import hudson.FilePath;
import hudson.Launcher;
import hudson.remoting.VirtualChannel;
import hudson.security.ACL;
import hudson.security.AccessControlled;

public abstract class Node extends AbstractModelObject
        implements ReconfigurableDescribable<Node>, ExtensionPoint, AccessControlled, PersistenceRoot {
    public Node() {
        throw new UnsupportedOperationException();
    }

    public String getDisplayName() {
        throw new UnsupportedOperationException();
    }

    public abstract String getNodeName();

    public abstract String getNodeDescription();

    public abstract Launcher createLauncher(TaskListener taskListener);

    public abstract int getNumExecutors();

    public final Computer toComputer() {
        throw new UnsupportedOperationException();
    }

    public final VirtualChannel getChannel() {
        throw new UnsupportedOperationException();
    }

    public abstract String getLabelString();

    public abstract FilePath getWorkspaceFor(TopLevelItem topLevelItem);

    public abstract FilePath getRootPath();

    public FilePath createPath(String text) {
        throw new UnsupportedOperationException();
    }

    public ACL getACL() {
        throw new UnsupportedOperationException();
    }
}

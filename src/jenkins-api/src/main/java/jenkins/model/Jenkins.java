package jenkins.model;

import hudson.ExtensionList;
import hudson.FilePath;
import hudson.Launcher;
import hudson.init.InitMilestone;
import hudson.model.AbstractCIBase;
import hudson.model.Computer;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Label;
import hudson.model.Node;
import hudson.model.Queue;
import hudson.model.TaskListener;
import hudson.model.TopLevelItem;
import hudson.model.TopLevelItemDescriptor;
import hudson.security.ACL;
import hudson.security.AccessControlled;
import hudson.security.Permission;
import hudson.security.csrf.CrumbIssuer;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import org.kohsuke.stapler.StaplerProxy;
import org.springframework.security.core.Authentication;

public class Jenkins extends AbstractCIBase
        implements DirectlyModifiableTopLevelItemGroup, StaplerProxy, AccessControlled {
    public static String VERSION;
    public static final Permission ADMINISTER = null;
    public static final Permission MANAGE = null;
    public static final Permission SYSTEM_READ = null;
    public static final Permission READ = null;

    public static Jenkins get() throws IllegalStateException {
        throw new UnsupportedOperationException();
    }

    public static Jenkins getInstanceOrNull() {
        throw new UnsupportedOperationException();
    }

    public String getNodeDescription() {
        throw new UnsupportedOperationException();
    }

    public String getLegacyInstanceId() {
        throw new UnsupportedOperationException();
    }

    public Descriptor getDescriptor(String text) {
        throw new UnsupportedOperationException();
    }

    public Descriptor getDescriptor(Class<? extends Describable> type) {
        throw new UnsupportedOperationException();
    }

    public Descriptor getDescriptorOrDie(Class<? extends Describable> type) {
        throw new UnsupportedOperationException();
    }

    public <T extends Descriptor> T getDescriptorByType(Class<T> type) {
        throw new UnsupportedOperationException();
    }

    public String getSystemMessage() {
        throw new UnsupportedOperationException();
    }

    public Launcher createLauncher(TaskListener taskListener) {
        throw new UnsupportedOperationException();
    }

    public List<TopLevelItem> getItems() {
        throw new UnsupportedOperationException();
    }

    public List<TopLevelItem> getItems(Predicate<TopLevelItem> predicate) {
        throw new UnsupportedOperationException();
    }

    public <T> List<T> getItems(Class<T> type) {
        throw new UnsupportedOperationException();
    }

    public Computer[] getComputers() {
        throw new UnsupportedOperationException();
    }

    public Computer getComputer(String text) {
        throw new UnsupportedOperationException();
    }

    public Label getLabel(String text) {
        throw new UnsupportedOperationException();
    }

    public Queue getQueue() {
        throw new UnsupportedOperationException();
    }

    public Node getNode(String text) {
        throw new UnsupportedOperationException();
    }

    public List<Node> getNodes() {
        throw new UnsupportedOperationException();
    }

    public String getRootUrl() throws IllegalStateException {
        throw new UnsupportedOperationException();
    }

    public File getRootDir() {
        throw new UnsupportedOperationException();
    }

    public FilePath getWorkspaceFor(TopLevelItem topLevelItem) {
        throw new UnsupportedOperationException();
    }

    public FilePath getRootPath() {
        throw new UnsupportedOperationException();
    }

    public boolean isUseSecurity() {
        throw new UnsupportedOperationException();
    }

    public boolean isUseCrumbs() {
        throw new UnsupportedOperationException();
    }

    public <T> ExtensionList<T> getExtensionList(Class<T> type) {
        throw new UnsupportedOperationException();
    }

    public ExtensionList getExtensionList(String text) throws ClassNotFoundException {
        throw new UnsupportedOperationException();
    }

    public ACL getACL() {
        throw new UnsupportedOperationException();
    }

    public boolean isQuietingDown() {
        throw new UnsupportedOperationException();
    }

    public boolean isTerminating() {
        throw new UnsupportedOperationException();
    }

    public InitMilestone getInitLevel() {
        throw new UnsupportedOperationException();
    }

    public TopLevelItem getItem(String text) {
        throw new UnsupportedOperationException();
    }

    public Item getItem(String text, ItemGroup itemGroup) {
        throw new UnsupportedOperationException();
    }

    public final Item getItem(String text, Item item) {
        throw new UnsupportedOperationException();
    }

    public final <T extends Item> T getItem(String text, ItemGroup itemGroup, Class<T> type) {
        throw new UnsupportedOperationException();
    }

    public final <T extends Item> T getItem(String text, Item item, Class<T> type) {
        throw new UnsupportedOperationException();
    }

    public <T extends Item> T getItemByFullName(String text, Class<T> type) {
        throw new UnsupportedOperationException();
    }

    public Item getItemByFullName(String text) {
        throw new UnsupportedOperationException();
    }

    public TopLevelItem createProject(TopLevelItemDescriptor topLevelItemDescriptor, String text) throws IOException {
        throw new UnsupportedOperationException();
    }

    public TopLevelItem createProject(TopLevelItemDescriptor topLevelItemDescriptor, String text, boolean flag)
            throws IOException {
        throw new UnsupportedOperationException();
    }

    public <T extends TopLevelItem> T createProject(Class<T> type, String text) throws IOException {
        throw new UnsupportedOperationException();
    }

    public int getNumExecutors() {
        throw new UnsupportedOperationException();
    }

    public String getLabelString() {
        throw new UnsupportedOperationException();
    }

    public void save() throws IOException {
        throw new UnsupportedOperationException();
    }

    public CrumbIssuer getCrumbIssuer() {
        throw new UnsupportedOperationException();
    }

    public static Authentication getAuthentication2() {
        throw new UnsupportedOperationException();
    }

    public Object getTarget() {
        throw new UnsupportedOperationException();
    }

    Jenkins() {
        throw new UnsupportedOperationException();
    }
}

package io.jenkins.plugins.colony;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import com.cloudbees.plugins.credentials.CredentialsMatcher;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import hudson.init.InitMilestone;
import hudson.model.Computer;
import hudson.model.Item;
import hudson.model.Label;
import hudson.model.Node;
import hudson.model.TopLevelItem;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.AccessControlled;
import hudson.security.Permission;
import hudson.util.ListBoxModel;
import io.colony.web.access.RequestGuard;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;

/** All that the plugin asks the running Jenkins: the only user of {@link Jenkins#get()}. Holds nothing. */
public final class JenkinsFacade {
    /** Below it is all that Colony makes. */
    private static final String FOLDER = "colony";

    /** The id of who asks; {@code anonymous} for whoever has not signed in. */
    public String user() {
        return Jenkins.getAuthentication2().getName();
    }

    /** Whether who asks has a permission for all of Jenkins. */
    public boolean may(Permission permission) {
        return Jenkins.get().hasPermission(permission);
    }

    /** Whether who asks is a person: neither Jenkins itself nor whoever has not signed in. */
    public boolean isPerson() {
        Authentication asks = Jenkins.getAuthentication2();
        return !ACL.SYSTEM2.equals(asks) && !ACL.isAnonymous2(asks);
    }

    /**
     * Whether who asks has a permission on a job or folder; where there is none of that name, on the nearest folder above
     * it, and in the end in Jenkins. Whether they see it does not matter.
     */
    public boolean may(String fullName, Permission permission) {
        Authentication asks = Jenkins.getAuthentication2();
        return asJenkins(() -> upwards(fullName)
                .<AccessControlled>map(Jenkins.get()::getItemByFullName)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(Jenkins::get)
                .hasPermission2(asks, permission));
    }

    /** The same for all of Jenkins and for each folder at a place and up to two levels below: none of them takes it away. */
    public boolean mayThroughout(String fullName, Permission permission) {
        Authentication asks = Jenkins.getAuthentication2();
        return asJenkins(() -> Jenkins.get().hasPermission2(asks, permission)
                && folders(Jenkins.get().getItemByFullName(fullName), 2)
                        .allMatch(folder -> folder.hasPermission2(asks, permission)));
    }

    private static Stream<AbstractFolder<?>> folders(@Nullable Item item, int levels) {
        return item instanceof AbstractFolder<?> folder
                ? Stream.concat(
                        Stream.of(folder),
                        levels == 0
                                ? Stream.empty()
                                : folder.getItems().stream().flatMap(child -> folders(child, levels - 1)))
                : Stream.empty();
    }

    /** Throws what Jenkins answers with its sign-in page, or with a page that names the permission that is missing. */
    public void require(Permission permission) {
        Jenkins.get().checkPermission(permission);
    }

    /** Whether Jenkins has all its jobs; before that, nothing of ours begins. */
    public boolean jobsAreLoaded() {
        return Jenkins.get().getInitLevel().compareTo(InitMilestone.JOB_LOADED) >= 0;
    }

    /** From here on this thread acts as Jenkins itself, until what is answered is closed. */
    public ACLContext actAsJenkins() {
        return ACL.as2(ACL.SYSTEM2);
    }

    private <T> T asJenkins(Supplier<T> asked) {
        ACLContext system = actAsJenkins();
        try {
            return asked.get();
        } finally {
            system.close();
        }
    }

    /** Whether builds may begin: not while Jenkins prepares to go down. */
    public boolean takesBuilds() {
        return !Jenkins.get().isQuietingDown() && !Jenkins.get().isTerminating();
    }

    /** Whether that is the controller's own node. */
    public boolean isBuiltIn(Computer computer) {
        return computer.getNode() instanceof Jenkins;
    }

    /** An agent by Jenkins' name for it, which is empty for the built-in node; none where there is no such agent. */
    public @Nullable Computer computer(String name) {
        return Jenkins.get().getComputer(name);
    }

    /** Whether a label's expression holds for a node. */
    public boolean matches(String label, Node node) {
        return Jenkins.get().getLabel(label).matches(node);
    }

    /** The agents that Jenkins chooses from for what takes no executor: without a label none, unless its own node is away. */
    public List<Node> agents(@Nullable Label label) {
        Computer own = computer("");
        boolean there = label == null && own != null && own.isOnline() && own.isAcceptingTasks();
        Stream<Node> all = Jenkins.get().getNodes().stream();
        return all.filter(node -> !there && (label == null || label.matches(node)))
                .toList();
    }

    /** The names of the agents with a label that are online. */
    public List<String> online(String label) {
        return Jenkins.get().getLabel(label).getNodes().stream()
                .map(Node::toComputer)
                .filter(computer -> computer != null && !computer.isOffline())
                .map(Computer::getName)
                .sorted()
                .toList();
    }

    /** A job or folder by its full name, for whoever asks; empty where it is none of that type. */
    public <T extends Item> Optional<T> item(String fullName, Class<T> type) {
        return Optional.ofNullable(Jenkins.get().getItemByFullName(fullName, type));
    }

    /** The folders that a job or folder lies in, itself included, from the outermost on; those that are there. */
    public List<AbstractFolder<?>> foldersAbove(String fullName) {
        return asJenkins(() -> upwards(fullName)
                .map(Jenkins.get()::getItemByFullName)
                .filter(AbstractFolder.class::isInstance)
                .<AbstractFolder<?>>map(AbstractFolder.class::cast)
                .toList()
                .reversed());
    }

    private static Stream<String> upwards(String fullName) {
        return Stream.iterate(fullName, name -> !name.isEmpty(), name -> name.replaceFirst("/?[^/]*$", ""));
    }

    /** Makes a job or folder at the top. */
    public <T extends TopLevelItem> T create(String name, Class<T> type) throws IOException {
        return Jenkins.get().createProject(type, name);
    }

    /** This controller's name among those that share a store: the same at each start. */
    public String name() {
        return "jenkins-" + Jenkins.get().getLegacyInstanceId().substring(0, 8);
    }

    /** The directory that is the plugin's own, below Jenkins' home. */
    public Path directory() {
        return Jenkins.get().getRootDir().toPath().resolve("colony");
    }

    /** What each form has to carry; empty where the administrator has switched Jenkins' protection off. */
    public Optional<RequestGuard.Field> crumb(HttpServletRequest request) {
        return Optional.ofNullable(Jenkins.get().getCrumbIssuer())
                .map(issuer -> new RequestGuard.Field(
                        issuer.getCrumbRequestField(), Objects.requireNonNullElse(issuer.getCrumb(request), "")));
    }

    /** Global credentials by their id, for use: their own page says so, once Colony's folder of jobs is there. */
    public <C extends IdCredentials> Optional<C> credentials(Class<C> type, String id) {
        return Optional.ofNullable(CredentialsProvider.findCredentialByIdInItemGroup(
                        id, type, Jenkins.get(), ACL.SYSTEM2, List.of()))
                .map(this::tracked);
    }

    private <C extends IdCredentials> C tracked(C used) {
        return asJenkins(() -> {
            Item folder = Jenkins.get().getItemByFullName(FOLDER);
            return folder == null ? used : CredentialsProvider.track(folder, used);
        });
    }

    /** The global credentials of a type, to choose from. Whoever asks has been let in before. */
    public <C extends StandardCredentials> ListBoxModel credentialsMenu(
            Class<C> type, CredentialsMatcher wanted, String current) {
        return new StandardListBoxModel()
                .includeEmptyValue()
                .includeMatchingAs(ACL.SYSTEM2, Jenkins.get(), type, List.of(), wanted)
                .includeCurrentValue(current);
    }
}

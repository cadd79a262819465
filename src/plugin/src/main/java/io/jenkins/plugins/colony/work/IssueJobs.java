package io.jenkins.plugins.colony.work;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.BulkChange;
import hudson.model.Descriptor;
import hudson.model.TopLevelItem;
import hudson.tasks.LogRotator;
import io.colony.engine.issue.IssueKey;
import io.jenkins.plugins.colony.IssueJobName;
import io.jenkins.plugins.colony.JenkinsFacade;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import jenkins.model.BuildDiscarderProperty;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;

/**
 * The job of each issue. Made once; what somebody changed in it stays, save its display name, which is the issue's title. For
 * use as Jenkins itself, by one thread.
 */
final class IssueJobs {
    /** The label is that of the stage, and the executor is the node step's: a team may wrap the step, or choose another node. */
    static final String SCRIPT = "node(env.COLONY_LABEL) {\n    colonyStage()\n}\n";

    private static final int BUILDS_KEPT = 50;

    private final JenkinsFacade jenkins;

    IssueJobs(JenkinsFacade jenkins) {
        this.jenkins = jenkins;
    }

    /** The job, where there is one. */
    Optional<WorkflowJob> find(IssueKey issue) {
        return jenkins.item(IssueJobName.fullName(issue), WorkflowJob.class);
    }

    /** All of them. */
    List<WorkflowJob> all() {
        return jenkins.item(IssueJobName.ROOT, Folder.class)
                .map(root -> root.getAllItems(WorkflowJob.class))
                .orElse(List.of());
    }

    /**
     * The job, made where there is none.
     *
     * @throws IOException where Jenkins cannot store it, or something else has its name
     */
    WorkflowJob of(IssueKey issue, String title) throws IOException {
        WorkflowJob job = item(folder(issue), IssueJobName.name(issue), WorkflowJob.class);
        String displayName = IssueJobName.displayName(issue, title);
        if (job.getDefinition() == null) {
            fill(job, displayName);
        } else if (!displayName.equals(job.getDisplayNameOrNull())) {
            job.setDisplayName(displayName);
        }
        return job;
    }

    private static void fill(WorkflowJob job, String displayName) throws IOException {
        try (BulkChange change = new BulkChange(job)) {
            job.setDefinition(new CpsFlowDefinition(SCRIPT, true));
            job.addProperty(new BuildDiscarderProperty(new LogRotator(-1, BUILDS_KEPT)));
            job.setDisplayName(displayName);
            job.save();
            change.commit();
        } catch (Descriptor.FormException refused) {
            throw new IOException("Jenkins refuses the script of " + job.getFullName(), refused);
        }
    }

    private Folder folder(IssueKey issue) throws IOException {
        String[] names = issue.repository().split("/", 2);
        Folder root = jenkins.item(IssueJobName.ROOT, TopLevelItem.class).isPresent()
                ? existing(jenkins.item(IssueJobName.ROOT, TopLevelItem.class).get(), Folder.class)
                : jenkins.create(IssueJobName.ROOT, Folder.class);
        return item(item(root, names[0], Folder.class), names[1], Folder.class);
    }

    private static <T extends TopLevelItem> T item(Folder folder, String name, Class<T> type) throws IOException {
        TopLevelItem present = folder.getItem(name);
        return present == null ? folder.createProject(type, name) : existing(present, type);
    }

    private static <T extends TopLevelItem> T existing(TopLevelItem present, Class<T> type) throws IOException {
        if (!type.isInstance(present)) {
            throw new IOException("'" + present.getFullName() + "' is no " + type.getSimpleName()
                    + ", and Colony needs the name. Rename what has it.");
        }
        return type.cast(present);
    }
}

package io.jenkins.plugins.colony.work;

import hudson.model.CauseAction;
import hudson.model.Queue;
import hudson.security.ACLContext;
import io.colony.engine.database.DatabaseException;
import io.colony.engine.log.Log;
import io.colony.engine.stage.HostedWork.OfferedTask;
import io.colony.engine.stage.OfferBook;
import io.colony.engine.stage.OfferId;
import io.colony.web.host.OpenStore;
import io.colony.web.host.Standing;
import io.jenkins.plugins.colony.IssueJobName;
import io.jenkins.plugins.colony.JenkinsFacade;
import io.jenkins.plugins.colony.configuration.ColonyFolderProperty;
import io.jenkins.plugins.colony.store.ColonyLifecycle;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.slf4j.Logger;

/** Has a build made for each task that is due. For use by one thread. */
final class Offers {
    private static final Logger LOG = Log.of(Offers.class);

    /** How far down the queue is looked. */
    private static final int MOST = 200;

    /** More builds of one issue do not run at once. */
    private static final int LATEST_BUILDS = 20;

    private final JenkinsFacade jenkins;
    private final IssueJobs jobs;
    private final OfferBook book = new OfferBook();
    private final InstantSource clock;
    private String trouble = "";

    Offers(JenkinsFacade jenkins, InstantSource clock) {
        this.jenkins = jenkins;
        this.jobs = new IssueJobs(jenkins);
        this.clock = clock;
    }

    /** Looks once. Offers nothing while Jenkins prepares to go down, or while there is no store. */
    void look() {
        if (!jenkins.takesBuilds()
                || !(ColonyLifecycle.current().standing() instanceof Standing.Open<OpenStore> open)) {
            return;
        }
        ACLContext system = jenkins.actAsJenkins();
        try {
            offer(open.store());
            trouble = "";
        } catch (DatabaseException away) {
            LOG.debug("No work is offered to Jenkins; that the store is away is said once, by who watches it", away);
        } catch (RuntimeException failure) {
            // The next look is a second away; the same sentence each second helps nobody.
            String words = String.valueOf(failure.getMessage());
            if (!words.equals(trouble)) {
                LOG.warn("No work is offered to Jenkins: {}", words, failure);
                trouble = words;
            }
        } finally {
            system.close();
        }
    }

    private void offer(OpenStore store) {
        List<OfferedTask> due = store.work().due(MOST);
        Set<OfferId> queued = due.isEmpty() ? Set.of() : queued();
        book.next(due, task -> queued.contains(OfferId.of(task)) || builds(task), this::label, clock.instant())
                .forEach(task -> build(task, label(task)));
    }

    private String label(OfferedTask task) {
        return ColonyFolderProperty.labels(jenkins, IssueJobName.folder(task.issue()))
                .of(task.stage());
    }

    private static Set<OfferId> queued() {
        return Arrays.stream(Queue.getInstance().getItems())
                .flatMap(item -> item.getActions(OfferedTaskAction.class).stream())
                .map(OfferedTaskAction::offer)
                .collect(Collectors.toSet());
    }

    private boolean builds(OfferedTask task) {
        Optional<WorkflowJob> job = jobs.find(task.issue());
        WorkflowRun build = job.isPresent() ? job.get().getLastBuild() : null;
        for (int i = 0; i < LATEST_BUILDS && build != null; i++) {
            OfferedTaskAction made = build.isBuilding() ? build.getAction(OfferedTaskAction.class) : null;
            if (made != null && made.offer().equals(OfferId.of(task))) {
                return true;
            }
            build = build.getPreviousBuild();
        }
        return false;
    }

    private void build(OfferedTask task, String label) {
        try {
            WorkflowJob job = jobs.of(task.issue(), task.title());
            Object queued = job.scheduleBuild2(
                    0, new CauseAction(new OfferedTaskCause(task)), new OfferedTaskAction(task, label));
            if (queued == null) {
                LOG.warn(
                        "Jenkins takes no build of {}: enable the job. Stage {} of {} waits for it",
                        job.getFullName(),
                        task.stage(),
                        task.issue());
            }
        } catch (IOException failure) {
            LOG.warn("There is no job for {}: {}", task.issue(), failure.getMessage(), failure);
        }
    }
}

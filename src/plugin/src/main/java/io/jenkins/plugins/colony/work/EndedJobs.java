package io.jenkins.plugins.colony.work;

import hudson.Extension;
import hudson.model.AsyncPeriodicWork;
import hudson.model.TaskListener;
import hudson.security.ACLContext;
import io.colony.engine.status.IssueSummary;
import io.colony.engine.status.StateGroup;
import io.colony.web.host.OpenStore;
import io.colony.web.host.Standing;
import io.jenkins.plugins.colony.IssueJobName;
import io.jenkins.plugins.colony.JenkinsFacade;
import io.jenkins.plugins.colony.configuration.ColonyFolderProperty;
import io.jenkins.plugins.colony.store.ColonyLifecycle;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;

/** Deletes the jobs of issues that ended long ago; what happened stays in the store. */
@Extension
public final class EndedJobs extends AsyncPeriodicWork {
    private final transient JenkinsFacade jenkins = new JenkinsFacade();
    private final transient InstantSource clock = InstantSource.system();

    @SuppressWarnings("this-escape") // As every periodic work of Jenkins does.
    public EndedJobs() {
        super("Colony: jobs of issues that ended");
    }

    @Override
    public long getRecurrencePeriod() {
        return Duration.ofHours(1).toMillis();
    }

    @Override
    protected void execute(TaskListener log) throws IOException, InterruptedException {
        if (!(ColonyLifecycle.current().standing() instanceof Standing.Open<OpenStore> open)) {
            return;
        }
        ACLContext system = jenkins.actAsJenkins();
        try {
            for (WorkflowJob job : new IssueJobs(jenkins).all()) {
                Instant before = clock.instant()
                        .minus(Duration.ofDays(ColonyFolderProperty.daysToKeep(jenkins, job.getFullName())));
                if (idleSince(job, before) && ended(open.store(), job, before)) {
                    log.getLogger().println(job.getFullName());
                    job.delete();
                }
            }
        } finally {
            system.close();
        }
    }

    /** Asked first: it needs no database. */
    private static boolean idleSince(WorkflowJob job, Instant before) {
        WorkflowRun last = job.getLastBuild();
        return !job.isInQueue()
                && (last == null || (!last.isBuilding() && last.getTimeInMillis() < before.toEpochMilli()));
    }

    private static boolean ended(OpenStore store, WorkflowJob job, Instant before) {
        return IssueJobName.issue(job.getFullName()).flatMap(store.doors().status()::issue).stream()
                .map(detail -> detail.summary())
                .anyMatch(issue -> ended(issue, before));
    }

    /** Whether an issue has been at its end since then. */
    static boolean ended(IssueSummary issue, Instant before) {
        return StateGroup.of(issue.state()).isEnd() && issue.since().isBefore(before);
    }
}

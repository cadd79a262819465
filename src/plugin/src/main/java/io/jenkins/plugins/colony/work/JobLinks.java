package io.jenkins.plugins.colony.work;

import hudson.Extension;
import hudson.model.Action;
import io.jenkins.plugins.colony.IssueJobName;
import java.util.Collection;
import jenkins.model.TransientActionFactory;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;

/** The link on each issue's job. */
@Extension
public final class JobLinks extends TransientActionFactory<WorkflowJob> {
    @Override
    public Class<WorkflowJob> type() {
        return WorkflowJob.class;
    }

    @Override
    public Collection<? extends Action> createFor(WorkflowJob job) {
        return IssueJobName.issue(job.getFullName()).map(IssueLink::new).stream()
                .toList();
    }
}

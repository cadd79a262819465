package io.jenkins.plugins.colony.work;

import hudson.Extension;
import hudson.model.Action;
import io.jenkins.plugins.colony.IssueJobName;
import java.util.Collection;
import jenkins.model.TransientActionFactory;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;

/** The link on each build of an issue's job. */
@Extension
public final class BuildLinks extends TransientActionFactory<WorkflowRun> {
    @Override
    public Class<WorkflowRun> type() {
        return WorkflowRun.class;
    }

    @Override
    public Collection<? extends Action> createFor(WorkflowRun build) {
        return IssueJobName.issue(build.getParent().getFullName()).map(IssueLink::new).stream()
                .toList();
    }
}

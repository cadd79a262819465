package io.jenkins.plugins.colony.work;

import hudson.model.Action;
import io.colony.engine.issue.IssueKey;
import io.colony.web.host.OpenStore;
import io.colony.web.host.Standing;
import io.jenkins.plugins.colony.ColonyPermissions;
import io.jenkins.plugins.colony.IssueJobName;
import io.jenkins.plugins.colony.JenkinsFacade;
import io.jenkins.plugins.colony.store.ColonyLifecycle;
import org.jspecify.annotations.Nullable;

/** Leads from a job or build to the page of its issue. */
public final class IssueLink implements Action {
    private final JenkinsFacade jenkins = new JenkinsFacade();
    private final IssueKey issue;

    IssueLink(IssueKey issue) {
        this.issue = issue;
    }

    /** None, which hides the link, for whoever may not follow it. */
    @Override
    public @Nullable String getIconFileName() {
        return jenkins.may(IssueJobName.fullName(issue), ColonyPermissions.READ)
                ? "symbol-git-pull-request-outline plugin-ionicons-api"
                : null;
    }

    @Override
    public String getDisplayName() {
        return Messages.IssueLink_displayName(issue);
    }

    @Override
    public String getUrlName() {
        return IssueJobName.page(issue);
    }

    /** How the issue stands, for the page of the job or build; empty while that is not known. */
    public String getSummary() {
        return ColonyLifecycle.current().standing() instanceof Standing.Open<OpenStore> open
                ? open.store().summary(issue).orElse("")
                : "";
    }
}

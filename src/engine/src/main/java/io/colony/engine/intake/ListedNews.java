package io.colony.engine.intake;

import io.colony.engine.database.Database;
import io.colony.engine.forge.Forge.ForgeIssue;
import io.colony.engine.forge.HostSignal.Listed;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.WorkflowCatalog;
import io.colony.engine.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What has become of an issue or a pull request of which is only known that something about it has changed. */
final class ListedNews {
    private final Database database;
    private final WorkflowCatalog workflows;
    private final IssueNews issues;
    private final PullRequestNews pullRequests;
    private final CommentNews comments;
    private final HostEvents events;

    ListedNews(
            Database database,
            HostNews.Parts parts,
            IssueNews issues,
            PullRequestNews pullRequests,
            CommentNews comments) {
        this.database = database;
        this.workflows = parts.workflows();
        this.issues = issues;
        this.pullRequests = pullRequests;
        this.comments = comments;
        this.events = parts.events();
    }

    /** Looks at all that can have changed; nothing is decided on where nothing of it can matter. */
    List<HostDecision> look(HostSite site, Listed listed) {
        return listed.pullRequest() ? pullRequest(site, listed) : issue(site, listed);
    }

    private List<HostDecision> issue(HostSite site, Listed listed) {
        Optional<Issue> known = issues.known(listed.key());
        if (known.isEmpty()) {
            boolean wanted =
                    listed.open() && (issues.trigger(listed.labels()) || issues.mode(site) == IntakeSettings.Mode.ALL);
            return wanted ? List.of(issues.admit(site, site.forge().issue(listed.key()))) : List.of();
        }
        Issue issue = known.get();
        List<HostDecision> decisions = new ArrayList<>();
        if (!ended(issue)) {
            stated(decisions, issue, site.forge().issue(listed.key()));
        } else if (listed.open()) {
            decisions.add(issues.reopenedUntold(site, issue));
        }
        decisions.addAll(comments.missed(site, issue, issue.key()));
        return List.copyOf(decisions);
    }

    private void stated(List<HostDecision> decisions, Issue issue, ForgeIssue stated) {
        decisions.add(
                stated.open()
                        ? events.edited(issue.key(), Optional.empty())
                        : events.issueClosed(issue.key(), PullRequestFact.SOMEBODY));
        decisions.add(issues.relabel(stated));
    }

    private List<HostDecision> pullRequest(HostSite site, Listed listed) {
        long number = listed.key().number();
        Optional<Issue> issue = pullRequests.issueOf(site, number);
        if (issue.isEmpty()) {
            return List.of();
        }
        List<HostDecision> decisions = new ArrayList<>();
        if (!ended(issue.get())) {
            decisions.add(pullRequests.changed(site, number, ""));
            decisions.addAll(comments.reviews(site, issue.get(), number));
        }
        decisions.addAll(comments.missed(site, issue.get(), listed.key()));
        return List.copyOf(decisions);
    }

    private boolean ended(Issue issue) {
        return database.inTransaction(
                                transaction -> workflows.get(transaction, issue.workflowId(), issue.workflowVersion()))
                        .state(issue.state())
                        .type()
                == Workflow.Type.TERMINAL;
    }
}

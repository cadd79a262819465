package io.colony.engine.intake;

import static io.colony.engine.intake.PullRequestFact.SOMEBODY;

import io.colony.engine.database.Database;
import io.colony.engine.forge.Forge.PullRequest;
import io.colony.engine.forge.HostSignal.PullRequestChanged;
import io.colony.engine.forge.HostSignal.Pushed;
import io.colony.engine.intake.HostDecision.Ignored;
import io.colony.engine.intake.HostDecision.Noted;
import io.colony.engine.issue.Issue;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What happened to pull requests, branches and the checks of commits. */
final class PullRequestNews {
    /** As branches of ours are called; whether it is one is the issue's row to say. */
    private static final Pattern BRANCH = Pattern.compile("colony/([1-9][0-9]{0,17})-[0-9a-z]{1,64}");

    private final Database database;
    private final InstantSource clock;
    private final HostNews.Parts parts;

    PullRequestNews(Database database, InstantSource clock, HostNews.Parts parts) {
        this.database = database;
        this.clock = clock;
        this.parts = parts;
    }

    /** What we did ourselves is on record; what of that was cut off is found by its intent, and by the poll. */
    HostDecision told(HostSite site, PullRequestChanged signal) {
        return site.forge().isOwn(signal.login())
                ? new Ignored("our own doing")
                : changed(site, signal.number(), signal.login());
    }

    HostDecision changed(HostSite site, long number, String login) {
        Optional<Issue> issue = issueOf(site, number);
        if (issue.isEmpty()) {
            return new Ignored("pull request " + number + " is no issue's here");
        }
        PullRequest read = site.forge().pullRequest(site.slug(), number);
        // Deleting its branch closes a pull request, and a person has to know that it is not to be opened again as it
        // is.
        boolean branchGone = read.state() == PullRequest.State.CLOSED
                && !issue.get().isPullRequest()
                && site.forge().tip(site.slug(), read.head()).isEmpty();
        return branchGone
                ? parts.events().branchGone(issue.get().key(), read.head(), login.isBlank() ? SOMEBODY : login)
                : stated(issue.get(), read, login);
    }

    /** @param read as the code host says now */
    HostDecision stated(Issue issue, PullRequest read, String login) {
        PullRequestFact fact = new PullRequestFact(
                read.number(), read.state(), read.headSha(), read.mergeSha(), login.isBlank() ? SOMEBODY : login);
        boolean elsewhere =
                read.state() == PullRequest.State.OPEN && !read.base().equals(issue.baseBranch());
        return elsewhere
                ? parts.events().baseChanged(issue.key(), fact, read.base())
                : parts.events().pullRequest(issue.key(), fact);
    }

    /** The issue whose pull request this is now. */
    Optional<Issue> issueOf(HostSite site, long number) {
        return database
                .inTransaction(transaction -> parts.issues()
                        .withPullRequests(transaction, site.repository().id(), List.of(number)))
                .stream()
                .findFirst();
    }

    /** Merges that wait for checks of this commit look again; what they find is theirs to say. */
    HostDecision checked(HostSite site, String sha) {
        int woken = database.<Integer>inTransaction(transaction ->
                parts.held().checksCame(transaction, site.repository().id(), sha, clock.instant()));
        return woken == 0
                ? new Ignored("no merge waits for checks of " + sha)
                : new Noted("a merge of " + sha + " is due");
    }

    HostDecision pushed(HostSite site, Pushed push) {
        Optional<Issue> issue = issueOfBranch(site, push.branch());
        String login = push.login().isBlank() ? SOMEBODY : push.login();
        if (issue.isPresent() && site.forge().isOwn(push.login())) {
            return new Ignored("our own push");
        }
        if (issue.isPresent()) {
            return site.forge()
                    .tip(site.slug(), push.branch())
                    .map(tip -> parts.events().headMoved(issue.get().key(), push.after(), tip, login))
                    .orElseGet(() -> parts.events().branchGone(issue.get().key(), push.branch(), login));
        }
        int woken = database.<Integer>inTransaction(transaction ->
                parts.held().baseMoved(transaction, site.repository().id(), push.branch(), clock.instant()));
        return woken == 0
                ? new Ignored("nobody waits for " + push.branch())
                : new Noted(woken + " merges into " + push.branch() + " are due");
    }

    private Optional<Issue> issueOfBranch(HostSite site, String branch) {
        Matcher ours = BRANCH.matcher(branch);
        return ours.matches()
                ? database.inTransaction(transaction ->
                                parts.issues().find(transaction, site.key(Long.parseLong(ours.group(1)))))
                        .filter(issue -> issue.branch().equals(Optional.of(branch)))
                : Optional.empty();
    }
}

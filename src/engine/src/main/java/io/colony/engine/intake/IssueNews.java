package io.colony.engine.intake;

import io.colony.engine.database.Database;
import io.colony.engine.database.Transaction;
import io.colony.engine.forge.Forge.Deed;
import io.colony.engine.forge.Forge.ForgeIssue;
import io.colony.engine.forge.ForgeException;
import io.colony.engine.forge.HostSignal.IssueChanged;
import io.colony.engine.intake.HostDecision.Ignored;
import io.colony.engine.intake.HostDecision.Moved;
import io.colony.engine.intake.HostDecision.Noted;
import io.colony.engine.intake.HostDecision.Refused;
import io.colony.engine.intake.IntakeSettings.Mode;
import io.colony.engine.issue.Actor;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.log.Log;
import io.colony.engine.projection.Projection;
import io.colony.engine.workflow.IssueState;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;

/** What happened to an issue itself: filed, labelled, edited, closed, opened again, gone. */
final class IssueNews {
    private static final Logger LOG = Log.of(IssueNews.class);

    private final Database database;
    private final InstantSource clock;
    private final HostNews.Parts parts;
    private final IntakeSettings settings;

    IssueNews(Database database, InstantSource clock, HostNews.Parts parts, IntakeSettings settings) {
        this.database = database;
        this.clock = clock;
        this.parts = parts;
        this.settings = settings;
    }

    HostDecision changed(HostSite site, IssueChanged signal) {
        if (site.forge().isOwn(signal.login())) {
            return new Ignored("our own doing");
        }
        IssueKey key = site.key(signal.key().number());
        String login = signal.login().isBlank() ? PullRequestFact.SOMEBODY : signal.login();
        return switch (signal.change()) {
            case OPENED -> admit(site, site.forge().issue(key));
            case LABELED, UNLABELED ->
                signal.label().filter(this::ofState).isPresent()
                        ? relabel(site.forge().issue(key))
                        : labelled(site, key, signal);
            case EDITED -> parts.events().edited(key, Optional.of(login));
            case CLOSED ->
                site.forge().issue(key).open()
                        ? new Ignored(key + " is open again")
                        : parts.events().issueClosed(key, login);
            case REOPENED -> reopened(site, site.forge().issue(key), login);
            case GONE -> gone(site, key, login);
        };
    }

    boolean ofState(String label) {
        return label.startsWith(settings.labelPrefix());
    }

    boolean trigger(List<String> labels) {
        return labels.contains(settings.triggerLabel());
    }

    private HostDecision labelled(HostSite site, IssueKey key, IssueChanged signal) {
        if (signal.change() == IssueChanged.Change.UNLABELED) {
            return new Ignored(
                    "taking a label off changes nothing; /" + settings.commandPrefix() + ":pause and :cancel do");
        }
        return signal.label().filter(settings.triggerLabel()::equals).isPresent()
                ? admit(site, site.forge().issue(key))
                : new Ignored("a label that means nothing here");
    }

    private HostDecision reopened(HostSite site, ForgeIssue stated, String login) {
        if (!stated.open()) {
            return new Ignored(stated.key() + " is closed again");
        }
        return known(stated.key()).isPresent() ? parts.events().reopened(stated.key(), login) : admit(site, stated);
    }

    /**
     * Of an issue that has ended here and is open on the host: it is only known to have been opened again by what the host
     * says of that itself, and only where that came after the end.
     */
    HostDecision reopenedUntold(HostSite site, Issue issue) {
        return site.forge()
                .reopened(issue.key())
                // The host's times are whole seconds.
                .filter(again -> !again.at().isBefore(issue.enteredAt().truncatedTo(ChronoUnit.SECONDS)))
                .filter(again -> !site.forge().isOwn(again.login()))
                .map(again -> parts.events().reopened(issue.key(), again.login()))
                .orElseGet(() -> new Ignored("nobody opened " + issue.key() + " again since it ended"));
    }

    private HostDecision gone(HostSite site, IssueKey key, String login) {
        try {
            ForgeIssue stated = site.forge().issue(key);
            return stated.key().equals(key)
                    ? new Ignored(key + " is there")
                    : parts.events().gone(key, login);
        } catch (ForgeException failure) {
            if (failure.worthRetrying()) {
                throw failure;
            }
            return parts.events().gone(key, login);
        }
    }

    Mode mode(HostSite site) {
        String own = site.repository().settings().path("intake").path("mode").asText("");
        return own.isEmpty()
                ? settings.mode()
                : own.toUpperCase(Locale.ROOT).equals(Mode.ALL.name()) ? Mode.ALL : Mode.LABEL;
    }

    /** Lets an issue in where somebody asked for it who may: the one who put the label on, or who filed it. */
    HostDecision admit(HostSite site, ForgeIssue stated) {
        if (known(stated.key()).isPresent() || !stated.open()) {
            return new Ignored(stated.key() + (stated.open() ? " is known" : " is closed"));
        }
        boolean labelled = trigger(stated.labels());
        if (!labelled && mode(site) == Mode.LABEL) {
            return new Ignored(stated.key() + " does not bear the label '" + settings.triggerLabel() + "'");
        }
        Optional<Deed> label =
                labelled ? site.forge().labelledBy(stated.key(), settings.triggerLabel()) : Optional.empty();
        // A label may be put on by an issue form, for whoever fills it in.
        String by = label.map(Deed::login).orElse(stated.author());
        if (site.forge().isOwn(by) || !site.mayWrite(by)) {
            return new Refused(by + " may not write to " + site.slug() + ", so " + stated.key() + " is not let in");
        }
        Optional<Deed> unread = label.flatMap(put -> new UnreadEdits(site).since(stated, put));
        if (unread.isPresent()) {
            return unread(site, stated.key(), by, unread.get());
        }
        Issue issue = parts.intake().letIn(site, stated, Actor.forge(by));
        return new Moved(IssueState.UNLABELED, issue.state());
    }

    /** Whoever put the label on is told where they see it: otherwise it would seem that nothing came of it. */
    private HostDecision unread(HostSite site, IssueKey key, String labeller, Deed edit) {
        try {
            site.forge()
                    .putComment(
                            key,
                            "unread-edit-" + edit.at().getEpochSecond(),
                            "This issue was not taken up: its text was changed after the label `"
                                    + settings.triggerLabel()
                                    + "` was put on, by somebody who may not write here. Read it"
                                    + " as it is now; to have it taken up, take the label off and put it on again.");
        } catch (ForgeException failure) {
            LOG.info("No comment on {}: {}", key, failure.getMessage());
        }
        return new Refused("the text of " + key + " was changed by " + edit.login() + " after " + labeller
                + " put the label on, so it is not let in");
    }

    /** Labels that show the state are a picture of it: whatever somebody made of them, it is painted again. */
    HostDecision relabel(ForgeIssue stated) {
        List<String> shown = stated.labels().stream().filter(this::ofState).toList();
        return relabel(stated.key(), shown);
    }

    HostDecision relabel(IssueKey key, List<String> shown) {
        return database.inTransaction(transaction -> parts.issues()
                .find(transaction, key)
                .filter(issue -> !issue.state().equals(IssueState.UNLABELED))
                .map(issue -> relabel(transaction, issue, shown))
                .orElseGet(() -> new Ignored(key + " has no state that a label shows")));
    }

    private HostDecision relabel(Transaction transaction, Issue issue, List<String> shown) {
        String label = settings.labelPrefix()
                + parts.workflows()
                        .get(transaction, issue.workflowId(), issue.workflowVersion())
                        .state(issue.state())
                        .label();
        if (shown.equals(List.of(label))) {
            return new Ignored("the labels of " + issue.key() + " are right");
        }
        String marker = "label-drift-" + issue.id() + "-" + issue.version() + "-"
                + clock.instant().getEpochSecond();
        parts.outbox()
                .add(
                        transaction,
                        issue.id(),
                        marker,
                        new Projection.Label(settings.labelPrefix(), label),
                        clock.instant());
        return new Noted("the label " + label + " is written again; editing it changes no state");
    }

    Optional<Issue> known(IssueKey key) {
        return database.inTransaction(transaction -> parts.issues().find(transaction, key));
    }
}

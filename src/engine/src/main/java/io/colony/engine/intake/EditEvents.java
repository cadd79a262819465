package io.colony.engine.intake;

import io.colony.engine.database.Transaction;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueEdit;
import io.colony.engine.issue.IssueEdits.Decision;
import io.colony.engine.issue.IssueSnapshot;
import io.colony.engine.issue.NewSnapshot;
import io.colony.engine.projection.Projection;
import io.colony.engine.prompt.UntrustedText;
import io.colony.engine.workflow.Outcomes;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Texts that come after an issue was let in. Agents see what a person with write permission let through; an answer to the
 * Surveyor's questions that such a person wrote is let through with that.
 */
final class EditEvents {
    private final InstantSource clock;
    private final HostEvents.Stores stores;
    private final AcceptedEdits accepted;
    private final EditNotice notice;

    EditEvents(InstantSource clock, HostEvents.Stores stores) {
        this.clock = clock;
        this.stores = stores;
        this.notice = new EditNotice(stores.outbox());
        this.accepted = new AcceptedEdits(
                clock,
                new AcceptedEdits.Stores(stores.workflows(), stores.issues(), stores.transitions(), stores.edits()));
    }

    /** A text as the code host gave it. */
    record Text(String title, String body, String author) {}

    /**
     * An edit. Only where it answers questions is it accepted by having been made by somebody who may accept it, and only
     * where nothing is in it that somebody else wrote who may not.
     *
     * @param byWriter whether the text's author may write
     * @param read of which parts somebody who may write had the last word
     */
    HostDecision edited(Transaction transaction, Issue issue, Text text, boolean byWriter, UnreadEdits.Read read) {
        IssueSnapshot current = stores.issues().snapshot(transaction, issue.id());
        NewSnapshot proposal = snapshot(issue, text, answers(transaction, issue));
        Optional<IssueEdit> ofOthers = ofOthers(transaction, issue, text.author());
        boolean all = (read.title() || proposal.title().equals(current.title()))
                && (read.body() || text.body().equals(current.bodyRaw()))
                && (read.title() || read.body())
                && ofOthers.isEmpty();
        return proposed(
                transaction, issue, all ? proposal : proposal.by(doubtful(ofOthers, text.author(), byWriter)), all);
    }

    /**
     * Whose words wait, which they are accepted by: never those of somebody who may write where others' may be among them,
     * since an answer of theirs would let all of it through.
     */
    private static String doubtful(Optional<IssueEdit> ofOthers, String author, boolean byWriter) {
        return ofOthers.map(IssueEdit::author).orElse(byWriter ? PullRequestFact.SOMEBODY : author);
    }

    /** What waits and was written by somebody else, as far as is known. */
    private Optional<IssueEdit> ofOthers(Transaction transaction, Issue issue, String login) {
        return stores.edits()
                .pending(transaction, issue.id())
                .filter(edit -> !edit.author().equalsIgnoreCase(login));
    }

    /** A comment: an answer where one is waited for. */
    HostDecision replied(Transaction transaction, Issue issue, String login, String reply, boolean byWriter) {
        if (!awaitsAnswer(transaction, issue)) {
            return new HostDecision.Ignored(issue.key() + " waits for no answer");
        }
        UntrustedText answer = UntrustedText.normaliseMarkdown(reply);
        Optional<IssueEdit> ofOthers = ofOthers(transaction, issue, login);
        if (byWriter && ofOthers.isPresent()) {
            return answeredBeside(transaction, issue, ofOthers.get(), login, answer);
        }
        Optional<IssueEdit> waiting = stores.edits().pending(transaction, issue.id());
        IssueSnapshot current = stores.issues().snapshot(transaction, issue.id());
        Answers before = answers(waiting, current);
        boolean byAuthor = issue.author().equalsIgnoreCase(login);
        if (!byWriter && before.isFull(answer, answers(Optional.empty(), current), byAuthor)) {
            return full(transaction, issue, login);
        }
        Text text = new Text(
                waiting.map(IssueEdit::title).orElse(current.title()),
                waiting.map(IssueEdit::bodyRaw).orElse(current.bodyRaw()),
                login);
        return proposed(transaction, issue, snapshot(issue, text, before.and(answer)), byWriter);
    }

    /** Anybody may comment: without an end to it, so might the text be that waits. Told once in each stay in the state. */
    private HostDecision full(Transaction transaction, Issue issue, String login) {
        String marker = "answers-full-" + issue.id() + "-" + issue.version();
        stores.outbox()
                .add(
                        transaction,
                        issue.id(),
                        marker,
                        new Projection.Comment(
                                Optional.empty(),
                                marker,
                                "Of people who may not write to this repository no more than " + Answers.MOST
                                        + " answers, or " + Answers.LONGEST
                                        + " characters, wait at a time, and they do:"
                                        + " further ones are not taken; of the issue's author, as much again is."
                                        + " Somebody with write permission answers, or"
                                        + " decides about those that wait, by `/colony:accept-edit` or"
                                        + " `/colony:reject-edit`."),
                        clock.instant());
        return new HostDecision.Refused(
                "the answer of " + login + " is not taken: as many wait on " + issue.key() + " as may");
    }

    /** An answer lets itself through and nothing else: what somebody else wrote goes on waiting, with the answer in it. */
    private HostDecision answeredBeside(
            Transaction transaction, Issue issue, IssueEdit waiting, String login, UntrustedText answer) {
        IssueSnapshot current = stores.issues().snapshot(transaction, issue.id());
        NewSnapshot answered = new NewSnapshot(
                issue.id(),
                current.title(),
                current.bodyRaw(),
                Answers.added(current.bodyNormalised(), answer),
                current.hiddenText() || answer.hidden(),
                login,
                clock.instant());
        HostDecision decision = proposed(transaction, issue, answered, true);
        NewSnapshot still = new NewSnapshot(
                issue.id(),
                waiting.title(),
                waiting.bodyRaw(),
                Answers.added(waiting.bodyNormalised(), answer),
                waiting.hiddenText() || answer.hidden(),
                waiting.author(),
                clock.instant());
        stores.edits()
                .propose(transaction, still, stores.issues().snapshot(transaction, issue.id()))
                .ifPresent(edit -> hold(transaction, issue, edit));
        return decision;
    }

    private HostDecision proposed(Transaction transaction, Issue issue, NewSnapshot text, boolean byWriter) {
        IssueSnapshot current = stores.issues().snapshot(transaction, issue.id());
        Optional<IssueEdit> edit = stores.edits().propose(transaction, text, current);
        if (edit.isEmpty()) {
            return new HostDecision.Ignored("the text of " + issue.key() + " is known");
        }
        return byWriter && awaitsAnswer(transaction, issue)
                ? accepted.accept(transaction, issue, edit.get(), text.acceptedBy())
                : hold(transaction, issue, edit.get());
    }

    /** Those that were given so far: of what waits, else of what agents see. */
    private Answers answers(Transaction transaction, Issue issue) {
        return answers(
                stores.edits().pending(transaction, issue.id()), stores.issues().snapshot(transaction, issue.id()));
    }

    private static Answers answers(Optional<IssueEdit> waiting, IssueSnapshot current) {
        return waiting.map(edit -> Answers.after(edit.bodyRaw(), edit.bodyNormalised(), edit.hiddenText()))
                .orElseGet(() -> Answers.after(current.bodyRaw(), current.bodyNormalised(), current.hiddenText()));
    }

    /** Takes the text as it is now, in the name of whoever opened the issue again. */
    void retake(Transaction transaction, Issue issue, Text text) {
        NewSnapshot taken = snapshot(issue, text, answers(transaction, issue));
        stores.edits()
                .propose(transaction, taken, stores.issues().snapshot(transaction, issue.id()))
                .ifPresent(edit -> {
                    stores.edits().decide(transaction, edit.id(), Decision.ACCEPTED, text.author(), clock.instant());
                    stores.issues().addSnapshot(transaction, taken);
                });
    }

    boolean awaitsAnswer(Transaction transaction, Issue issue) {
        return stores.workflows()
                .get(transaction, issue.workflowId(), issue.workflowVersion())
                .route(issue.state(), Outcomes.CLARIFIED)
                .isPresent();
    }

    private HostDecision hold(Transaction transaction, Issue issue, IssueEdit edit) {
        // Where an answer has just moved it, its stay is another by now.
        Issue now = stores.issues().get(transaction, issue.id());
        long nth = stores.edits().noticedSince(transaction, issue.id(), now.enteredAt());
        notice.tell(transaction, issue, edit, nth, clock.instant());
        return new HostDecision.Noted("an edit of " + issue.key() + " waits to be accepted");
    }

    private NewSnapshot snapshot(Issue issue, Text text, Answers answers) {
        UntrustedText title = UntrustedText.normalise(text.title());
        UntrustedText body = UntrustedText.normaliseMarkdown(text.body());
        return new NewSnapshot(
                issue.id(),
                title.text(),
                text.body(),
                body.text() + answers.text(),
                title.hidden() || body.hidden() || answers.hidden(),
                text.author(),
                clock.instant());
    }
}

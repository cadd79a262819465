package io.colony.engine.recovery.sentinel;

import io.colony.engine.audit.AuditLog;
import io.colony.engine.database.Json;
import io.colony.engine.database.Transaction;
import io.colony.engine.intake.Intake;
import io.colony.engine.issue.Actor;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueStore;
import io.colony.engine.issue.IssueTransitions;
import io.colony.engine.issue.TransitionRequest;
import io.colony.engine.issue.TransitionResult;
import io.colony.engine.projection.Outbox;
import io.colony.engine.projection.Projection;
import io.colony.engine.queue.Task;
import io.colony.engine.queue.TaskQueue;
import io.colony.engine.queue.TaskState;
import io.colony.engine.recovery.survival.Survivals;
import io.colony.engine.recovery.survival.Survivals.Booking;
import io.colony.engine.workflow.IssueState;
import java.time.Instant;
import java.util.Optional;

/**
 * Carries out what detectors ask for, each in one transaction with its audit row: what is logged was done, and what was
 * done is logged. Where the world has moved since the detector looked, nothing is done.
 */
final class Remedies {
    private final Ports ports;

    /** What the Sentinel acts through. */
    record Ports(
            IssueStore issues,
            IssueTransitions transitions,
            TaskQueue queue,
            Outbox outbox,
            Intake intake,
            AcceptedProtection protection,
            Survivals survivals,
            AuditLog audit) {}

    Remedies(Ports ports) {
        this.ports = ports;
    }

    /** What was done, in words; empty where it was not asked for any more or could not be. */
    Optional<String> carryOut(Transaction transaction, String detector, Finding.Act act, Instant now) {
        Optional<String> done = switch (act.remedy()) {
            case Remedy.Move move -> move(transaction, detector, act, move);
            case Remedy.Relabel relabel -> relabel(transaction, detector, relabel, now);
            case Remedy.LetIn letIn -> letIn(transaction, detector, letIn);
            case Remedy.Book book -> book(transaction, book.booking(), now);
            case Remedy.NoteProtection note -> {
                ports.protection().accept(transaction, note.repository().id(), note.protection(), now);
                yield Optional.of("noted its protection");
            }
        };
        done.ifPresent(what -> ports.audit()
                .append(
                        transaction,
                        tenant(act.remedy()),
                        now,
                        "sentinel:" + detector,
                        "sentinel-act",
                        act.subject(),
                        Json.object().put("did", what).put("reason", act.reason())));
        return done;
    }

    private Optional<String> move(Transaction transaction, String detector, Finding.Act act, Remedy.Move move) {
        Issue now = ports.issues().lock(transaction, move.issue().id());
        boolean atWork = ports.queue()
                .open(transaction, now.id())
                .map(Task::state)
                .filter(TaskState.CLAIMED::equals)
                .isPresent();
        // The Marshal may have claimed it since the detector looked: it reads the code host itself.
        boolean merging = atWork && now.state().equals(IssueState.MERGE_PENDING);
        if (now.version() != move.issue().version() || merging) {
            return Optional.empty();
        }
        TransitionRequest request =
                TransitionRequest.event(now, move.outcome(), Actor.sentinel(detector), act.reason());
        if (!(ports.transitions().apply(transaction, request) instanceof TransitionResult.Applied applied)) {
            return Optional.empty();
        }
        move.mergeSha().ifPresent(sha -> ports.issues().recordMerge(transaction, now.id(), sha));
        return Optional.of(
                "moved it from " + now.state() + " to " + applied.issue().state());
    }

    private Optional<String> relabel(Transaction transaction, String detector, Remedy.Relabel relabel, Instant now) {
        Issue issue = ports.issues().lock(transaction, relabel.issue().id());
        if (issue.version() != relabel.issue().version()) {
            return Optional.empty();
        }
        String marker = detector + "-" + issue.id() + "-" + issue.version() + "-" + now.getEpochSecond();
        ports.outbox()
                .add(transaction, issue.id(), marker, new Projection.Label(relabel.prefix(), relabel.label()), now);
        return Optional.of("wrote the label " + relabel.label() + " again");
    }

    private Optional<String> letIn(Transaction transaction, String detector, Remedy.LetIn letIn) {
        return ports.issues().find(transaction, letIn.stated().key()).isPresent()
                ? Optional.empty()
                : Optional.of("let it in as "
                        + ports.intake()
                                .admit(transaction, letIn.repository(), letIn.stated(), Actor.sentinel(detector))
                                .state());
    }

    /** Once: whoever comes second changes nothing and leaves no audit row. */
    private Optional<String> book(Transaction transaction, Booking booking, Instant now) {
        return ports.survivals().book(transaction, booking, now)
                ? Optional.of("booked its merge " + booking.watch().mergeSha() + " as "
                        + booking.outcome().slug()
                        + booking.watch().runId().map(run -> " on run " + run).orElse(""))
                : Optional.empty();
    }

    private static long tenant(Remedy remedy) {
        return switch (remedy) {
            case Remedy.Move move -> move.issue().tenantId();
            case Remedy.Relabel relabel -> relabel.issue().tenantId();
            case Remedy.LetIn letIn -> letIn.repository().tenantId();
            case Remedy.Book book -> book.booking().watch().tenantId();
            case Remedy.NoteProtection note -> note.repository().tenantId();
        };
    }
}

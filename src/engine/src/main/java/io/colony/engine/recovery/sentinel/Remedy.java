package io.colony.engine.recovery.sentinel;

import io.colony.engine.forge.Forge.ForgeIssue;
import io.colony.engine.forge.Forge.Protection;
import io.colony.engine.forge.Repository;
import io.colony.engine.issue.Issue;
import io.colony.engine.recovery.survival.Survivals.Booking;
import java.util.Optional;

/** What the Sentinel may do by itself. A closed set: each goes through the port that everybody uses. */
public sealed interface Remedy {
    /**
     * A change of state that the workflow allows.
     *
     * @param issue as the detector saw it: where it has moved since, nothing is done
     * @param mergeSha recorded along with it, where the change was merged
     */
    record Move(Issue issue, String outcome, Optional<String> mergeSha) implements Remedy {}

    /** The state's label is written again, through the outbox. */
    record Relabel(Issue issue, String prefix, String label) implements Remedy {}

    /** An issue whose event was lost is let in. */
    record LetIn(Repository repository, ForgeIssue stated) implements Remedy {}

    /** What became of a merged change is booked. */
    record Book(Booking booking) implements Remedy {}

    /** A branch's protection is noted as what later readings are held against. */
    record NoteProtection(Repository repository, Protection.Known protection) implements Remedy {}
}

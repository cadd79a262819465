package io.colony.engine.recovery.sentinel;

import io.colony.engine.database.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Looks for one kind of trouble and changes nothing. Used by one thread. */
public interface Detector {
    /** How often detectors look that read the store only. */
    Duration STORE_INTERVAL = Duration.ofSeconds(30);

    /** How often detectors look that ask the code host. */
    Duration HOST_INTERVAL = Duration.ofMinutes(5);

    /** The same where the code host tells what changed: what the poll found is only gone over. */
    Duration TOLD_INTERVAL = Duration.ofHours(1);

    /** As findings and the audit log name it. */
    String name();

    /** How long after one look the next one is. */
    Duration interval();

    /** All that is wrong at this moment: what is not named any more counts as resolved. */
    List<Finding> look(Instant now);

    /**
     * Which of these findings of its last look hold to the end of the transaction in which they are kept or acted on: a look
     * may take a while, and a person decide about it meanwhile.
     */
    default List<Finding> upheld(Transaction transaction, List<Finding> seen) {
        return seen;
    }
}

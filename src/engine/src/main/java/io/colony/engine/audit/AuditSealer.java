package io.colony.engine.audit;

import io.colony.engine.log.Log;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;

/**
 * The chore of sealing, and of noting where the chains stand, in the store and in a file outside of it. What is written
 * and cut off between two notes leaves no trace here; who needs less keeps heads elsewhere ({@code colony audit head}).
 *
 * <p>Used by one thread; several processes may each have one.
 */
public final class AuditSealer {
    /** How often the chains are noted, where they grow. */
    static final Duration INTERVAL = Duration.ofMinutes(1);

    private static final Logger LOG = Log.of(AuditSealer.class);

    private final AuditLog log;
    private final Anchors anchors;
    private final AnchorFile file;
    private final InstantSource clock;
    private final Map<String, Long> written = new HashMap<>();
    private final Set<String> complained = new HashSet<>();
    private Instant due = Instant.MIN;

    public AuditSealer(AuditLog log, Anchors anchors, AnchorFile file, InstantSource clock) {
        this.log = log;
        this.anchors = anchors;
        this.file = file;
        this.clock = clock;
    }

    /** Seals what there is; whether there was anything. */
    public boolean step() {
        boolean sealed = log.seal() > 0;
        // Also under constant load: no note is put off for long.
        if (!clock.instant().isBefore(due)) {
            note();
            due = clock.instant().plus(INTERVAL);
        }
        return sealed;
    }

    /** Seals and notes the rest, so that a clean end leaves nothing open. */
    public void finish() {
        while (log.seal() > 0) {
            // One batch at a time.
        }
        note();
    }

    private void note() {
        Anchors.Noted noted = anchors.note(clock.instant());
        List<AuditAnchor> grown = noted.heads().stream()
                .filter(anchor -> anchor.head().seq() > written.getOrDefault(anchor.tenant(), 0L))
                .toList();
        if (!grown.isEmpty()) {
            file.append(grown);
            grown.forEach(anchor -> written.put(anchor.tenant(), anchor.head().seq()));
        }
        noted.broken().stream()
                .filter(anchor -> complained.add(anchor.tenant()))
                .forEach(anchor -> LOG.error(
                        "The audit log of tenant '{}' no longer holds row {} as it was noted at {}: it was cut off or"
                                + " written anew. Run 'colony audit verify'.",
                        anchor.tenant(),
                        anchor.head().seq(),
                        anchor.at()));
    }
}

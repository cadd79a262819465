package io.colony.engine.recovery.sentinel;

import io.colony.engine.log.Log;
import io.colony.engine.recovery.Election;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;

/**
 * Runs the detectors, each at its interval, in the process that leads. Every finding is kept and every act done in a
 * transaction that is fenced by the leadership. One detector's failure holds up no other. {@link #step} is called by one
 * thread.
 */
public final class SentinelLoop {
    /** As which detector the loop itself speaks of those that failed. */
    private static final String SELF = "sentinel";

    private static final Logger LOG = Log.of(SentinelLoop.class);

    private final Election election;
    private final List<Detector> detectors;
    private final SentinelFindings findings;
    private final Remedies remedies;
    private final InstantSource clock;
    private final Map<String, Instant> due = new HashMap<>();
    private final Map<String, Finding> failed = new HashMap<>();

    SentinelLoop(
            Election election,
            List<Detector> detectors,
            SentinelFindings findings,
            Remedies remedies,
            InstantSource clock) {
        this.election = election;
        this.detectors = List.copyOf(detectors);
        this.findings = findings;
        this.remedies = remedies;
        this.clock = clock;
    }

    /** Lets every detector look that is due; whether anything was done. */
    public boolean step() {
        if (!election.leads()) {
            due.clear();
            return false;
        }
        boolean acted = false;
        for (Detector detector : detectors) {
            Instant now = clock.instant();
            if (!due.getOrDefault(detector.name(), Instant.MIN).isAfter(now)) {
                due.put(detector.name(), now.plus(detector.interval()));
                acted |= look(detector, now);
            }
        }
        return acted;
    }

    private boolean look(Detector detector, Instant now) {
        try {
            List<Finding> seen = detector.look(now);
            election.act(transaction -> {
                findings.record(transaction, detector.name(), detector.upheld(transaction, seen), now);
                return true;
            });
            boolean acted = false;
            for (Finding finding : seen) {
                if (finding instanceof Finding.Act act) {
                    acted |= act(detector, act, now);
                }
            }
            if (failed.remove(detector.name()) != null) {
                fenced(List.copyOf(failed.values()), now);
            }
            return acted;
        } catch (RuntimeException | VirtualMachineError failure) {
            // Whatever it is, such as a list that takes more memory than there is, it must not keep the others.
            LOG.warn("Detector {} failed and will look again: {}", detector.name(), failure.getMessage(), failure);
            failed.put(
                    detector.name(), new Finding.Notice(detector.name(), "It could not look: " + failure.getMessage()));
            sayFailed(now);
            return false;
        }
    }

    private void sayFailed(Instant now) {
        try {
            fenced(List.copyOf(failed.values()), now);
        } catch (RuntimeException storeAway) {
            LOG.warn("Nor could that be written down: {}", storeAway.getMessage());
        }
    }

    private void fenced(List<Finding> ofItself, Instant now) {
        election.act(transaction -> {
            findings.record(transaction, SELF, ofItself, now);
            return true;
        });
    }

    private boolean act(Detector detector, Finding.Act act, Instant now) {
        Optional<Optional<String>> done = election.act(transaction -> {
            if (detector.upheld(transaction, List.of(act)).isEmpty()) {
                return Optional.empty();
            }
            Optional<String> what = remedies.carryOut(transaction, detector.name(), act, now);
            what.ifPresent(words -> findings.acted(transaction, detector.name(), act.subject(), words, now));
            return what;
        });
        done.flatMap(what -> what)
                .ifPresent(what -> LOG.info(
                        "The Sentinel ({}) acted on {}: {}. Why: {}",
                        detector.name(),
                        act.subject(),
                        what,
                        act.reason()));
        return done.flatMap(what -> what).isPresent();
    }
}

package io.colony.engine.recovery;

import io.colony.engine.database.Database;
import io.colony.engine.database.Transaction;
import io.colony.engine.log.Log;
import io.colony.engine.recovery.Leadership.Term;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.slf4j.Logger;

/**
 * One instance's part in the election for a duty. {@link #stand} is called again and again, well within the lease; what
 * the duty asks for is done by {@link #act}, or not at all. Safe for use by many threads.
 */
public final class Election {
    /** After how long without a sign of life another takes over. */
    public static final Duration LEASE = Duration.ofSeconds(15);

    /** How often an instance stands: a takeover is at most a lease and this after a death. */
    public static final Duration INTERVAL = Duration.ofSeconds(5);

    private static final Logger LOG = Log.of(Election.class);

    private final Database database;
    private final Leadership leadership;
    private final String duty;
    private final String holder;
    private final InstantSource clock;
    private final AtomicReference<Optional<Term>> term = new AtomicReference<>(Optional.empty());

    /** @param holder names this instance and no other, ever */
    public Election(Database database, Leadership leadership, String duty, String holder, InstantSource clock) {
        this.database = database;
        this.leadership = leadership;
        this.duty = duty;
        this.holder = holder;
        this.clock = clock;
    }

    /** Takes the duty where nobody has it, or stays in it; whether this instance leads. */
    public boolean stand() {
        Optional<Term> claimed = database.inTransaction(
                transaction -> leadership.claim(transaction, duty, holder, clock.instant(), LEASE));
        Optional<Term> before = term.getAndSet(claimed);
        if (!before.equals(claimed)) {
            claimed.ifPresentOrElse(
                    won -> LOG.info("{} leads the {} now (term {}).", holder, duty, won.token()),
                    () -> LOG.info("{} does not lead the {} any more.", holder, duty));
        }
        return claimed.isPresent();
    }

    /** Whether this instance led when it stood last. Acts do not rely on it. */
    public boolean leads() {
        return term.get().isPresent();
    }

    /**
     * Acts in one transaction, if this instance still leads; no other can take over before that transaction ends.
     *
     * @return what the act answered; empty where another leads by now, and nothing was done
     */
    public <T> Optional<T> act(Function<Transaction, T> act) {
        Optional<Term> mine = term.get();
        if (mine.isEmpty()) {
            return Optional.empty();
        }
        Optional<T> answer = database.inTransaction(transaction ->
                leadership.holds(transaction, mine.get()) ? Optional.of(act.apply(transaction)) : Optional.empty());
        if (answer.isEmpty()) {
            LOG.warn("{} was about to act as leader of the {}, but another leads by now.", holder, duty);
            term.compareAndSet(mine, Optional.empty());
        }
        return answer;
    }

    /** Gives the duty back, so that another can take it at once. */
    public void resign() {
        Optional<Term> mine = term.getAndSet(Optional.empty());
        mine.ifPresent(ended ->
                database.useTransaction(transaction -> leadership.resign(transaction, ended, clock.instant())));
    }
}

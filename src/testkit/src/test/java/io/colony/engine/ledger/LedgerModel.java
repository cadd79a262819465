package io.colony.engine.ledger;

import io.colony.engine.ledger.Ledger.Account;
import io.colony.engine.ledger.Ledger.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The ledger as a reader of its documentation would write it down: lists that are summed up anew for each question. */
final class LedgerModel {
    private final Ceilings defaults;
    private final List<Run> runs = new ArrayList<>();
    private final List<Raised> raises = new ArrayList<>();

    LedgerModel(Ceilings defaults) {
        this.defaults = defaults;
    }

    /** A run, its reservation while it is open, and what it is booked at. */
    static final class Run {
        final long id;
        final Account account;
        Optional<Usd> reserved;
        Optional<Booking> booked = Optional.empty();
        boolean corrected;

        private Run(long id, Account account, Usd reserved) {
            this.id = id;
            this.account = account;
            this.reserved = Optional.of(reserved);
        }
    }

    record Booking(Usd usd, Instant at, boolean estimated) {}

    private record Raised(Scope scope, long id, Usd usd, Instant expires) {}

    List<Run> runs() {
        return runs;
    }

    boolean admits(Account account, Usd usd, Instant now) {
        return usd.compareTo(ceiling(Scope.RUN, account, now).orElseThrow()) <= 0
                && fits(Scope.ISSUE, account, usd, now)
                && fits(Scope.REPOSITORY, account, usd, now)
                && fits(Scope.TENANT, account, usd, now);
    }

    private boolean fits(Scope scope, Account account, Usd usd, Instant now) {
        return ceiling(scope, account, now)
                .map(ceiling -> spent(scope, account, now)
                                .plus(reserved(scope, account))
                                .plus(usd)
                                .compareTo(ceiling)
                        <= 0)
                .orElse(true);
    }

    /** Open reservations count whenever they were made. */
    private Usd reserved(Scope scope, Account account) {
        return runs.stream()
                .filter(run -> run.account.id(scope) == account.id(scope))
                .flatMap(run -> run.reserved.stream())
                .reduce(Usd.ZERO, Usd::plus);
    }

    Usd spent(Scope scope, Account account, Instant at) {
        return runs.stream()
                .filter(run -> run.account.id(scope) == account.id(scope))
                .flatMap(run -> run.booked.stream())
                .filter(booking -> Period.of(scope, booking.at()).equals(Period.of(scope, at)))
                .map(Booking::usd)
                .reduce(Usd.ZERO, Usd::plus);
    }

    Optional<Usd> ceiling(Scope scope, Account account, Instant now) {
        return raises.reversed().stream()
                .filter(raise -> raise.scope() == scope && raise.id() == account.id(scope))
                .filter(raise -> raise.expires().isAfter(now))
                .map(Raised::usd)
                .findFirst()
                .or(() -> defaults.of(scope));
    }

    void reserve(long id, Account account, Usd usd) {
        runs.add(new Run(id, account, usd));
    }

    void release(Run run) {
        run.reserved = Optional.empty();
    }

    /** A second booking changes nothing, but for the first one that knows better than an estimate: in its place and time. */
    void settle(Run run, Booking booking) {
        run.reserved = Optional.empty();
        if (run.booked.isEmpty()) {
            run.booked = Optional.of(booking);
        } else if (run.booked.get().estimated() && !run.corrected && !booking.estimated()) {
            run.booked = Optional.of(new Booking(booking.usd(), run.booked.get().at(), false));
            run.corrected = true;
        }
    }

    void raise(Scope scope, long id, Usd usd, Instant now) {
        raises.add(new Raised(scope, id, usd, now.plus(Duration.ofDays(2))));
    }
}

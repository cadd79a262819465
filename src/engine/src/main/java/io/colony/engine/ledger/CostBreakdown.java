package io.colony.engine.ledger;

import io.colony.engine.database.Transaction;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What was spent in a span of days, by whatever people ask for. Read from the roll-ups, but for single issues, which are
 * read from the span's events. Reads only.
 */
public interface CostBreakdown {
    static CostBreakdown postgres() {
        return new PostgresCostBreakdown();
    }

    /** The parts of the span's cost: days in their order, everything else with the dearest first. They sum to the total. */
    List<Slice> by(Transaction transaction, Dimension dimension, Span span);

    /** The total of the span. */
    CostFigures total(Transaction transaction, Span span);

    /** What each day of the span cost, in one statement: amounts alone, days without any left out. */
    Spending spending(Transaction transaction, Span span);

    /** What changes that were merged in the span have cost, whenever that was spent. */
    Merged merged(Transaction transaction, Span span);

    /**
     * An issue with the issues that it was split into, theirs, and so on; each once, whatever circles there are. Each keeps
     * its own account.
     */
    Family family(Transaction transaction, long issueId);

    /**
     * Which cost.
     *
     * @param tenantId one tenant's; empty for all
     * @param repositoryId one repository's; empty for all
     * @param from the first UTC day
     * @param to the first UTC day that is left out
     */
    record Span(Optional<Long> tenantId, Optional<Long> repositoryId, LocalDate from, LocalDate to) {
        /** The newest so many of its days. */
        public Span last(int days) {
            return new Span(tenantId, repositoryId, to.minusDays(days), to);
        }
    }

    /** Amounts by UTC day; a day that is missing cost nothing. */
    record Spending(Map<LocalDate, Usd> days) {
        public Spending {
            days = Map.copyOf(days);
        }

        public Usd total() {
            return days.values().stream().reduce(Usd.ZERO, Usd::plus);
        }

        /** Of these days alone. */
        public Usd total(Span span) {
            return days.entrySet().stream()
                    .filter(day ->
                            !day.getKey().isBefore(span.from()) && day.getKey().isBefore(span.to()))
                    .map(Map.Entry::getValue)
                    .reduce(Usd.ZERO, Usd::plus);
        }
    }

    /** By what cost is divided. */
    enum Dimension {
        ISSUE,
        ROLE,
        STAGE,
        REPOSITORY,
        TENANT,
        MODEL,
        DAY,
        BACK_END;

        /** As people name it. */
        public String slug() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * A part of the cost.
     *
     * @param name such as a role, a day, an issue's key; empty for runs whose model nobody stated
     */
    record Slice(String name, CostFigures figures) {}

    /** How many issues ended merged in a span, and what those have cost in all. */
    record Merged(long issues, Usd usd) {
        /** Empty where none was merged. */
        public Optional<Usd> each() {
            return issues == 0 ? Optional.empty() : Optional.of(usd.dividedBy(issues));
        }
    }

    /**
     * An issue's account and those below it.
     *
     * @param own the issue's alone
     * @param descendants every issue below it, by key
     */
    record Family(CostReport.Total own, List<Member> descendants) {
        /** The issue's and all below it. */
        public CostReport.Total all() {
            CostReport.Total sum = own;
            for (Member member : descendants) {
                sum = sum.plus(member.total());
            }
            return sum;
        }
    }

    /** An issue of a family. */
    record Member(long issueId, String issue, CostReport.Total total) {}
}

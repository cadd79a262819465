package io.colony.engine.notice;

import io.colony.engine.database.Transaction;
import io.colony.engine.notice.Notices.Plan;
import io.colony.engine.workflow.IssueState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** When who is to be told of an issue: the first time, and the reminders after it. */
final class NoticePlans {
    private final Notices notices;
    private final NoticeSettings settings;
    private final Addressees addressees;
    private final List<String> channels;

    /** @param attached the channels that hosts attach, by name */
    NoticePlans(Notices notices, NoticeSettings settings, List<String> attached) {
        this.notices = notices;
        this.settings = settings;
        this.addressees = new Addressees(settings);
        this.channels = new ArrayList<>(attached);
        if (settings.mentions()) {
            channels.add(Notices.COMMENT);
        }
    }

    List<String> channels() {
        return List.copyOf(channels);
    }

    /** When an issue that has just come to wait is told of on a channel, or was to be. */
    Instant first(Transaction transaction, WaitingIssue issue, String channel) {
        Instant patience = issue.since().plus(patience(issue.state()));
        return notices.lastTold(transaction, issue.id(), channel)
                .map(last -> last.plus(settings.quiet()))
                .filter(patience::isBefore)
                .orElse(patience);
    }

    /** Whoever pauses an issue knows that it is paused. */
    private Duration patience(IssueState state) {
        return state.equals(IssueState.PAUSED) ? settings.pausedAfter() : Duration.ZERO;
    }

    Plan plan(WaitingIssue issue, String channel, Instant dueAt, Instant now) {
        return Plan.of(issue, 0, channel, addressees.of(issue), dueAt, now);
    }

    /**
     * The next reminder that is still to come; those whose time has passed unused are left out, so that nobody is told
     * twice in a row after an outage.
     *
     * @param number of the notice before it
     */
    Optional<Plan> reminder(WaitingIssue issue, String channel, int number, Instant now) {
        List<Duration> reminders = settings.reminders();
        Instant begin = issue.since().plus(patience(issue.state()));
        return IntStream.range(number, reminders.size())
                .filter(index -> begin.plus(reminders.get(index)).isAfter(now))
                .mapToObj(index ->
                        Plan.of(issue, index + 1, channel, addressees.of(issue), begin.plus(reminders.get(index)), now))
                .findFirst();
    }

    List<String> people(WaitingIssue issue) {
        return addressees.of(issue);
    }
}

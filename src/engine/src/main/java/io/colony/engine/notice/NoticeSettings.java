package io.colony.engine.notice;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;

/**
 * Whom to tell, how often, and by which program.
 *
 * @param operators logins or teams ({@code org/team}) that run this installation; none: the owner of the repository
 * @param reviewers who decides about changes; none: the operators
 * @param mentions whether comments name the people who are waited for; default yes
 * @param quiet how long an issue names nobody again after it has, however often its state changes; default 30 min
 * @param reminders how long after an issue came to wait its people are reminded, each once; default 1, 3 and 7 days
 * @param pausedAfter how long an issue may be paused before its operators are told; default 3 days
 * @param digest one summary for each person this often; default daily
 * @param digestAt when a day's first digest leaves, UTC; default 07:00
 * @param command the program that carries notices; empty where none is configured
 */
public record NoticeSettings(
        List<String> operators,
        List<String> reviewers,
        boolean mentions,
        Duration quiet,
        List<Duration> reminders,
        Duration pausedAfter,
        Optional<Duration> digest,
        LocalTime digestAt,
        Optional<CommandSettings> command) {

    public static final NoticeSettings DEFAULT = new NoticeSettings(
            List.of(),
            List.of(),
            true,
            Duration.ofMinutes(30),
            List.of(Duration.ofDays(1), Duration.ofDays(3), Duration.ofDays(7)),
            Duration.ofDays(3),
            Optional.of(Duration.ofDays(1)),
            LocalTime.of(7, 0),
            Optional.empty());

    /**
     * A program that takes one notice on its standard input.
     *
     * @param command the program and its arguments; no shell takes part
     * @param environment names of variables that it gets besides the usual ones
     * @param timeout after which it is ended and the notice tried again; default 30 s
     */
    public record CommandSettings(List<String> command, List<String> environment, Duration timeout) {}
}

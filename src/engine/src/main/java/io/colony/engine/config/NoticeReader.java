package io.colony.engine.config;

import io.colony.engine.notice.Login;
import io.colony.engine.notice.NoticeSettings;
import io.colony.engine.notice.NoticeSettings.CommandSettings;
import java.time.Duration;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The settings below {@code notices}. */
final class NoticeReader {
    private static final String COMMAND = "notices.command";
    private static final String ENVIRONMENT = "notices.environment";

    /** Known settings without a default. */
    static final List<String> OPTIONAL = List.of("notices.operators", "notices.reviewers", COMMAND, ENVIRONMENT);

    static final Map<String, String> DEFAULTS = defaults();

    private NoticeReader() {}

    static NoticeSettings read(
            Function<String, Optional<SettingValue>> optional, Function<String, SettingValue> required) {
        return new NoticeSettings(
                optional.apply("notices.operators").map(NoticeReader::logins).orElse(List.of()),
                optional.apply("notices.reviewers").map(NoticeReader::logins).orElse(List.of()),
                required.apply("notices.mentions")
                        .matching("true|false", "is neither 'true' nor 'false'.")
                        .equals("true"),
                required.apply("notices.quiet").duration(),
                reminders(required.apply("notices.reminders")),
                required.apply("notices.paused_after").duration(),
                digest(required.apply("notices.digest")),
                digestAt(required.apply("notices.digest_at")),
                command(optional, required));
    }

    private static List<String> logins(SettingValue value) {
        List<String> logins = value.words()
                .map(name -> name.startsWith("@") ? name.substring(1) : name)
                .toList();
        logins.stream().filter(name -> !Login.isAddressee(name)).forEach(name -> {
            throw value.error()
                    .apply("'" + name + "' is no login of a code host; list logins such as ada, or teams such as"
                            + " acme/reviewers.");
        });
        return logins;
    }

    private static List<Duration> reminders(SettingValue value) {
        List<String> texts = value.words().toList();
        if (texts.equals(List.of("none"))) {
            return List.of();
        }
        List<Duration> reminders = texts.stream()
                .map(text -> DurationText.parse(text)
                        .orElseThrow(() -> value.error()
                                .apply("'" + text + "' " + DurationText.EXPECTED
                                        + " List them rising, such as 1d 3d 7d, or write none.")))
                .toList();
        if (reminders.size() > 20
                || !reminders.equals(reminders.stream().sorted().distinct().toList())) {
            throw value.error()
                    .apply("the reminders do not rise, or are more than 20; write them as 1d 3d 7d, or none.");
        }
        return reminders;
    }

    private static Optional<Duration> digest(SettingValue value) {
        if (value.text().equals("off")) {
            return Optional.empty();
        }
        Duration every = value.duration();
        if (every.compareTo(Duration.ofHours(1)) < 0) {
            throw value.problem("is too often for a digest; write 1h or longer, such as 1d, or off.");
        }
        return Optional.of(every);
    }

    private static LocalTime digestAt(SettingValue value) {
        return LocalTime.parse(value.matching(
                "([01][0-9]|2[0-3]):[0-5][0-9]", "is no time of day; write hours and minutes in UTC, such as 07:00."));
    }

    private static Optional<CommandSettings> command(
            Function<String, Optional<SettingValue>> optional, Function<String, SettingValue> required) {
        List<String> environment = optional.apply(ENVIRONMENT)
                .map(names -> names.variables(" A program that tells people needs no access to a code host."))
                .orElse(List.of());
        Duration timeout = timeout(required.apply("notices.command_timeout"));
        return optional.apply(COMMAND).map(command -> new CommandSettings(program(command), environment, timeout));
    }

    private static List<String> program(SettingValue value) {
        List<String> command = value.command();
        String program = command.getFirst();
        if (program.contains("/") && !program.startsWith("/")) {
            throw value.error()
                    .apply("'" + program
                            + "' is a relative path, and the program runs elsewhere; write its full path, or"
                            + " a name that is found in PATH.");
        }
        return command;
    }

    private static Duration timeout(SettingValue value) {
        Duration timeout = value.duration();
        if (timeout.compareTo(Duration.ofMinutes(10)) > 0) {
            throw value.problem("is longer than 10m; let the program hand the notice over and return.");
        }
        return timeout;
    }

    private static Map<String, String> defaults() {
        NoticeSettings defaults = NoticeSettings.DEFAULT;
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("notices.mentions", Boolean.toString(defaults.mentions()));
        texts.put("notices.quiet", DurationText.format(defaults.quiet()));
        texts.put("notices.reminders", "1d 3d 7d");
        texts.put("notices.paused_after", "3d");
        texts.put("notices.digest", "1d");
        texts.put("notices.digest_at", defaults.digestAt().toString());
        texts.put("notices.command_timeout", "30s");
        return texts;
    }
}
